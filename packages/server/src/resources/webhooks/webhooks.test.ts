import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'

const village = await openVillage({ PAIL_OUTBOUND_ALLOW: 'ci.internal' })
after(() => village.close())
const { ada, bob, eve, stranger, root } = village
const site = '/2.0/repositories/acme/site/hooks'
const vault = '/2.0/repositories/acme/vault/hooks'
const acme = '/2.0/workspaces/acme/hooks'
const own = '/pail/1/user/hooks'
/** A number needs no resolver. */
const url = 'https://93.184.215.14/hook?x=1'
const hook = { url, description: 'CI', events: ['repo:push'], active: true }

async function refused(body: object, at = site): Promise<Record<string, string[]>> {
  const { status, body: said } = await ada.post(at, { ...hook, ...body })
  assert.equal(status, 400, JSON.stringify(said))
  return said.error.fields
}

const uid = async (at = site, body: object = {}): Promise<string> =>
  (await ada.post(at, { ...hook, ...body })).body.uuid
const remove = (id: string, at = site) => ada.delete(`${at}/${id}`)

test('hooks are for administrators, and hidden where the repository is', async () => {
  const id = await uid()
  assert.equal((await stranger.get(site)).status, 401)
  for (const who of [bob, eve]) {
    assert.equal((await who.get(site)).status, 403)
    assert.equal((await who.get(`${site}/${id}`)).status, 403)
    assert.equal((await who.post(site, hook)).status, 403)
    assert.equal((await who.post(acme, hook)).status, 403)
  }
  assert.equal((await eve.get(vault)).status, 404)
  assert.equal((await eve.post(vault, hook)).status, 404)
  await remove(id)
})

test('a token needs the scope of webhooks', async () => {
  const admin = await village.as('ada', ['repository', 'repository:admin'])
  const { status, body } = await admin.get(site)
  assert.deepEqual([status, body.error.detail.required], [403, ['webhook']])
  assert.equal((await (await village.as('ada', ['webhook'])).get(site)).status, 200)
  const reading = await village.as('ada', ['read:webhook:bitbucket'])
  assert.equal((await reading.get(site)).status, 200)
  assert.equal((await reading.post(site, hook)).status, 403)
})

test('a hook of one repository answers through no other', async () => {
  const id = await uid(vault)
  for (const at of [site, acme, own]) {
    assert.equal((await ada.get(`${at}/${id}`)).status, 404)
    assert.equal((await ada.put(`${at}/${id}`, { active: false })).status, 404)
    assert.equal((await ada.delete(`${at}/${id}`)).status, 404)
  }
  assert.equal((await ada.get(`${vault}/${id}`)).status, 200)
  await remove(id, vault)
})

test('an address must be one of the web, whole', async () => {
  const bad = [
    '',
    'ci',
    '/hook',
    '//ci.example.com/',
    'ftp://ci.example.com/',
    'javascript:alert(1)',
    'https://',
    'http:ci',
  ]
  for (const one of [
    ...bad,
    'https://a b/',
    'https://ci.example.com/\u0000',
    `https://ci.example.com/${'x'.repeat(2001)}`,
  ])
    assert.deepEqual(Object.keys(await refused({ url: one })), ['url'], one)
})

test('an address inside is refused, in whatever way it is written, unless the settings name it', async () => {
  const inside = [
    'http://127.0.0.1/',
    'http://localhost:7990/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://[::1]/',
  ]
  for (const one of [...inside, 'http://[::ffff:10.0.0.1]/', 'http://169.254.169.254/', 'https://user:pw@10.0.0.1/'])
    assert.match((await refused({ url: one })).url![0]!, /not on the public internet/, one)
  const id = await uid(site, { url: 'http://ci.internal/hook' })
  assert.match(id, /^\{/)
  const { status, body } = await ada.put(`${site}/${id}`, { url: 'http://10.0.0.1/' })
  assert.equal(status, 400)
  assert.doesNotMatch(JSON.stringify(body), /pw/)
  await remove(id)
})

test('a name that nobody knows yet is no reason to refuse', async () => {
  await remove(await uid(site, { url: 'https://ci.example.invalid/hook' }))
})

test('events are at least one, each once, and known to what is listened to', async () => {
  assert.deepEqual((await refused({ events: [] })).events, ['at least one event is needed'])
  assert.deepEqual((await refused({ events: ['repo:push', 'repo:push'] })).events, ['an event stands twice'])
  assert.deepEqual((await refused({ events: ['repo:push', 'repo:nothing', 'x'] })).events, [
    'unknown event repo:nothing',
    'unknown event x',
  ])
  assert.deepEqual((await refused({ events: ['project:updated'] })).events, ['unknown event project:updated'])
  assert.equal((await ada.post(acme, { ...hook, events: ['project:updated'] })).status, 201)
  assert.equal((await ada.post(site, { url })).status, 400)
  assert.equal((await ada.post(site, { events: ['repo:push'] })).status, 400)
})

test('a secret is of 128 characters at most', async () => {
  assert.deepEqual(Object.keys(await refused({ secret: 'x'.repeat(129) })), ['secret'])
  await remove(await uid(site, { secret: 'x'.repeat(128) }))
})

test('a repository has fifty hooks at most', async () => {
  const ids: string[] = []
  for (let count = 0; count < 50; count++) ids.push(await uid(vault))
  const { status, body } = await ada.post(vault, hook)
  assert.deepEqual([status, body.error.message], [400, 'A repository has at most 50 webhooks.'])
  const page = await ada.get(`${vault}?pagelen=100`)
  assert.deepEqual([page.body.size, page.body.values.length], [50, 50])
  for (const id of ids) await remove(id, vault)
})

test('a hook shows what it was told, except for the secret', async () => {
  const { status, body, headers } = await ada.post(site, { ...hook, secret: 'hush', skip_cert_verification: true })
  assert.equal(status, 201)
  const { uuid, links, created_at: at, subject, ...rest } = body
  assert.deepEqual(rest, {
    type: 'webhook_subscription',
    url,
    description: 'CI',
    subject_type: 'repository',
    active: true,
    events: ['repo:push'],
    secret_set: true,
    skip_cert_verification: true,
    history_enabled: false,
    source: null,
    read_only: false,
  })
  assert.match(at, /^\d{4}-.*Z$/)
  assert.deepEqual(Object.keys(subject), ['type', 'full_name', 'links', 'name', 'uuid'])
  assert.equal(links.self.href, `http://pail.test${site}/${encodeURIComponent(uuid)}`)
  assert.equal(headers.get('location'), links.self.href)
  assert.deepEqual((await ada.get(`${site}/${uuid}`)).body, body)
  assert.deepEqual((await ada.get(`${site}/${uuid.slice(1, -1)}`)).body, body)
  assert.deepEqual((await root.get(site)).body.values, [body])
  assert.equal((await remove(uuid)).status, 204)
  assert.equal((await ada.get(`${site}/${uuid}`)).status, 404)
})

test('a secret stays where a change leaves it out, and goes with null or nothing in it', async () => {
  const id = await uid(site, { secret: 'hush' })
  const set = async (body: object) => (await ada.put(`${site}/${id}`, body)).body.secret_set
  assert.equal(await set({ description: 'Other' }), true)
  assert.equal(await set({ secret: '' }), false)
  assert.equal(await set({ secret: 'again' }), true)
  assert.equal(await set({ ...hook, secret: null }), false)
  await remove(id)
})

test('a change leaves what it does not name', async () => {
  const id = await uid(site, { history_enabled: true })
  const { status, body } = await ada.put(`${site}/${id}`, { active: false, events: ['repo:fork', 'issue:created'] })
  assert.equal(status, 200)
  assert.deepEqual(
    [body.url, body.description, body.active, body.events, body.history_enabled],
    [url, 'CI', false, ['repo:fork', 'issue:created'], true],
  )
  assert.equal((await ada.put(`${site}/${id}`, body)).status, 200)
  await remove(id)
})

test('a workspace and a person have hooks as well', async () => {
  const ofAcme = (await ada.post(acme, hook)).body
  assert.deepEqual([ofAcme.subject_type, ofAcme.subject.slug], ['workspace', 'acme'])
  assert.ok(ofAcme.links.self.href.includes('/2.0/workspaces/acme/hooks/%7B'))
  const ofAda = (await ada.post(own, hook)).body
  assert.deepEqual([ofAda.subject_type, ofAda.subject.nickname], ['user', 'ada'])
  assert.equal((await ada.get(ofAda.links.self.href.slice('http://pail.test'.length))).status, 200)
  assert.equal((await eve.get(`${own}/${ofAda.uuid}`)).status, 404)
  assert.equal((await stranger.get(own)).status, 401)
})

test('neither secret nor address is in the database or in the audit log for all to read', async () => {
  const id = await uid(site, { url: 'https://bot:hidden@93.184.215.14/', secret: 'hush-hush' })
  const { reader } = village.forge.database
  const row = await reader.selectFrom('webhooks').where('uuid', '=', id.slice(1, -1)).selectAll().executeTakeFirst()
  assert.doesNotMatch(JSON.stringify({ ...row, url: '' }), /hush|hidden/)
  const deeds = await reader.selectFrom('audit_records').selectAll().execute()
  assert.ok(deeds.some(deed => deed.operation === 'webhooks.repository.create' && deed.made_uuid === id.slice(1, -1)))
  assert.doesNotMatch(JSON.stringify(deeds), /hush|hidden/)
  await remove(id)
})

test('the events are listed for anybody, by what can be listened to', async () => {
  const { body } = await stranger.get('/2.0/hook_events')
  assert.deepEqual(body, {
    repository: { events: { href: 'http://pail.test/2.0/hook_events/repository' } },
    workspace: { events: { href: 'http://pail.test/2.0/hook_events/workspace' } },
  })
  const names = async (kind: string) => {
    const page = await stranger.get(`/2.0/hook_events/${kind}`)
    assert.deepEqual([page.status, page.body.pagelen], [200, 30])
    return page.body.values.map(({ event }: { event: string }) => event)
  }
  const workspace = await names('workspace')
  assert.equal(workspace.length, 29)
  assert.deepEqual(
    await names('repository'),
    workspace.filter((event: string) => event !== 'project:updated'),
  )
  assert.equal((await stranger.get('/2.0/hook_events/galaxy')).status, 404)
  const rest = (await stranger.get('/2.0/hook_events/workspace?pagelen=20&page=2')).body
  assert.deepEqual([rest.values.length, rest.size], [9, 29])
})
