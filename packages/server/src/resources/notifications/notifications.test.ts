import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Caller, openVillage } from '@pail/testkit'
import { workingCopy } from '../pull-requests/testing.ts'
import { tellNewest } from './testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, root, stranger, users, forge } = village

const INBOX = '/pail/1/user/notifications'
const SETTINGS = '/pail/1/user/notification-settings'
const copy = await workingCopy(village)
await copy.push('acme/vault', 'main')
let branches = 0

/** A pull request of ada's with a change of its own. */
async function open(more: object = {}, to = 'acme/site') {
  const name = `topic-${++branches}`
  await copy.commit(name, { [`${name}.txt`]: name })
  await copy.push(to, name)
  const body = { title: `Add ${name}`, source: { branch: { name } }, destination: { branch: { name: 'main' } } }
  const made = await ada.post(`/2.0/repositories/${to}/pullrequests`, { ...body, ...more })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  return { id: made.body.id as number, at: `/2.0/repositories/${to}/pullrequests/${made.body.id}` }
}
const asked = (...names: (keyof typeof users)[]) => ({ reviewers: names.map(name => ({ uuid: users[name].uuid })) })
const say = async (who: Caller, at: string, raw: string, more: object = {}) => {
  const { status, body } = await who.post(`${at}/comments`, { content: { raw }, ...more })
  assert.equal(status, 201, JSON.stringify(body))
  return body.id as number
}

type Item = { id: string; reason: string; read: boolean; pullrequest: { id: number }; comment?: { id: number } }
const inbox = async (who: Caller, query = ''): Promise<Item[]> => {
  await village.work()
  return (await who.get(`${INBOX}?pagelen=100&${query}`)).body.values
}
/** What each of these is told of what happens meanwhile. */
async function toldBy(deed: () => Promise<unknown>) {
  const people = { ada, bob, eve, root }
  await village.work()
  for (const who of Object.values(people)) assert.equal((await who.post(`${INBOX}/read`, {})).status, 204)
  await deed()
  const told: Record<string, string[]> = {}
  for (const [name, who] of Object.entries(people)) {
    const items = await inbox(who, 'unread=true')
    if (items.length > 0) told[name] = items.map(one => one.reason)
  }
  return told
}

test('an inbox is its owner’s, and opens to tokens that may read pull requests', async () => {
  assert.equal((await stranger.get(INBOX)).status, 401)
  assert.equal((await stranger.put(SETTINGS, {})).status, 401)
  assert.equal((await (await village.as('bob', ['account'])).get(INBOX)).status, 403)
  assert.equal((await (await village.as('bob', ['account', 'pullrequest'])).get(INBOX)).status, 200)
  assert.equal((await (await village.as('bob', ['account', 'pullrequest'])).post(`${INBOX}/read`, {})).status, 403)
})

test('a reviewer is told of a new pull request, its author is not', async () => {
  let made = { id: 0, at: '' }
  assert.deepEqual(await toldBy(async () => (made = await open(asked('bob')))), { bob: ['review_requested'] })
  const [item] = await inbox(bob)
  const { body } = await bob.get(`${INBOX}/${item!.id}`)
  assert.equal(body.type, 'notification')
  assert.equal(body.read, false)
  assert.equal(body.actor.uuid, `{${users.ada.uuid}}`)
  assert.equal(body.repository.full_name, 'acme/site')
  assert.deepEqual([body.pullrequest.id, body.pullrequest.type], [made.id, 'pullrequest'])
  assert.equal(body.links.self.href, `http://pail.test${INBOX}/${item!.id}`)
  assert.deepEqual(Object.keys(item!), Object.keys(body))
})

test('of a draft nobody is told until it is ready', async () => {
  await eve.put('/pail/1/repositories/acme/site/watchers')
  let made = { id: 0, at: '' }
  const drafted = await toldBy(async () => {
    made = await open({ ...asked('bob'), draft: true })
    await ada.put(made.at, asked('bob', 'root'))
  })
  assert.deepEqual(drafted, {})
  assert.deepEqual(await toldBy(() => ada.put(made.at, { draft: false })), {
    bob: ['review_requested'],
    eve: ['opened'],
    root: ['review_requested'],
  })
  assert.deepEqual(await toldBy(() => ada.put(made.at, { title: 'Other' })), {})
  assert.deepEqual(await toldBy(() => ada.put(made.at, asked('bob'))), {})
  assert.deepEqual(await toldBy(() => ada.put(made.at, asked('bob', 'root'))), { root: ['review_requested'] })
  await eve.delete('/pail/1/repositories/acme/site/watchers')
})

test('the author is told of comments, verdicts and the end, whoever else took part is not', async () => {
  const { at } = await open(asked('bob', 'root'))
  assert.deepEqual(await toldBy(() => say(bob, at, 'Nice')), { ada: ['commented'] })
  assert.deepEqual(await toldBy(() => bob.post(`${at}/request-changes`)), { ada: ['changes_requested'] })
  assert.deepEqual(await toldBy(() => bob.post(`${at}/approve`)), { ada: ['approved'] })
  assert.deepEqual(await toldBy(() => ada.post(`${at}/comments`, { content: { raw: 'Thanks' } })), {})
  assert.deepEqual(await toldBy(() => bob.post(`${at}/decline`)), { ada: ['declined'] })
  const other = await open()
  assert.deepEqual(await toldBy(() => bob.post(`${other.at}/merge`, {})), { ada: ['merged'] })
})

test('an answer is told to all who are in the discussion, however deep it goes', async () => {
  const { at } = await open()
  const first = await say(eve, at, 'Why?')
  const second = await say(bob, at, 'Because', { parent: { id: first } })
  await say(root, at, 'Elsewhere')
  assert.deepEqual(await toldBy(() => say(ada, at, 'Indeed', { parent: { id: second } })), {
    bob: ['replied'],
    eve: ['replied'],
  })
})

test('who is called by name is told, once, if they can read it', async () => {
  const { at } = await open()
  assert.deepEqual(await toldBy(() => say(bob, at, '@eve @EVE @{nobody} @ada @bob look')), {
    ada: ['mentioned'],
    eve: ['mentioned'],
  })
  const hidden = await open({}, 'acme/vault')
  assert.deepEqual(await toldBy(() => say(ada, hidden.at, '@eve @bob look')), { bob: ['mentioned'] })
  assert.deepEqual(await toldBy(() => open({ description: 'As @bob wished' })), { bob: ['mentioned'] })
})

test('a comment that is not published yet is told to nobody', async () => {
  const { at } = await open()
  let id = 0
  assert.deepEqual(await toldBy(async () => (id = await say(bob, at, '@eve', { pending: true }))), {})
  const told = await toldBy(() => bob.put(`${at}/comments/${id}`, { content: { raw: '@eve' }, pending: false }))
  assert.deepEqual(told, { ada: ['commented'], eve: ['mentioned'] })
})

test('what became private is in no inbox of those whom it is hidden from', async () => {
  const { at } = await open()
  await say(bob, at, '@eve look')
  const [item] = await inbox(eve)
  await ada.put('/2.0/repositories/acme/site', { is_private: true })
  assert.deepEqual(await inbox(eve), [])
  assert.equal((await eve.get(`${INBOX}/${item!.id}`)).status, 404)
  assert.equal((await eve.put(`${INBOX}/${item!.id}`, { read: true })).status, 404)
  await ada.put('/2.0/repositories/acme/site', { is_private: false })
  assert.equal((await inbox(eve))[0]!.id, item!.id)
})

test('nobody reads or notes anything in the inbox of somebody else', async () => {
  const [item] = await inbox(eve)
  assert.equal((await bob.get(`${INBOX}/${item!.id}`)).status, 404)
  assert.equal((await root.put(`${INBOX}/${item!.id}`, { read: true })).status, 404)
  await bob.post(`${INBOX}/read`, { up_to: item!.id })
  assert.equal((await eve.get(`${INBOX}/${item!.id}`)).body.read, false)
})

test('things are read one by one, or all up to one', async () => {
  await eve.post(`${INBOX}/read`, {})
  const { at } = await open()
  for (const text of ['@eve one', '@eve two', '@eve three']) await say(bob, at, text)
  const [third, second, first] = await inbox(eve, 'unread=1')
  assert.deepEqual((await eve.put(`${INBOX}/${third!.id}`, { read: true })).body.read, true)
  assert.deepEqual(await inbox(eve, 'unread=true'), [second, first])
  await eve.put(`${INBOX}/${third!.id}`, { read: false })
  assert.equal((await eve.post(`${INBOX}/read`, { up_to: second!.id })).status, 204)
  assert.deepEqual(
    (await inbox(eve, 'unread=true')).map(one => one.id),
    [third!.id],
  )
  assert.equal((await eve.put(`${INBOX}/none`, { read: true })).status, 404)
  assert.equal((await eve.put(`${INBOX}/${third!.id}`, {})).status, 400)
})

test('an inbox is filtered and sorted', async () => {
  const reasons = new Set((await inbox(ada, 'q=reason="approved"')).map(one => one.reason))
  assert.deepEqual([...reasons], ['approved'])
  const ids = (await inbox(ada, 'sort=created_on')).map(one => one.id)
  assert.deepEqual(ids, ids.toSorted())
  assert.equal((await ada.get(`${INBOX}?q=mail="sent"`)).status, 400)
})

test('what is not wanted does not come; a lesser reason that is wanted still does', async () => {
  const { at } = await open()
  const before = (await ada.get(SETTINGS)).body
  assert.deepEqual([before.type, before.sends_mail], ['notification_settings', false])
  assert.deepEqual(before.mentioned, { inbox: true, mail: true })
  const { body } = await ada.put(SETTINGS, { mentioned: { inbox: false, mail: false }, opened: { mail: false } })
  assert.deepEqual(
    [body.mentioned, body.opened, body.replied],
    [
      { inbox: false, mail: false },
      { inbox: true, mail: false },
      { inbox: true, mail: true },
    ],
  )
  assert.deepEqual((await ada.get(SETTINGS)).body, body)
  assert.deepEqual(await toldBy(() => say(bob, at, '@ada look')), { ada: ['commented'] })
  await ada.put(SETTINGS, { commented: { inbox: false } })
  assert.deepEqual(await toldBy(() => say(bob, at, '@ada look')), {})
  assert.equal((await ada.put(SETTINGS, { mentioned: { inbox: 'never' } })).status, 400)
  await ada.put(SETTINGS, { mentioned: { inbox: true }, commented: { inbox: true } })
})

test('an event that is handed over twice is told once', async () => {
  const { at } = await open()
  await say(bob, at, '@eve again')
  const before = await inbox(eve)
  await tellNewest(forge, 'pullrequest:comment_created')
  assert.deepEqual(await inbox(eve), before)
})

test('what was told of a deleted comment shows the comment no more than the pull request does', async () => {
  const { at } = await open()
  const id = await say(bob, at, '@eve secret')
  assert.equal((await inbox(eve))[0]!.comment?.id, id)
  await bob.delete(`${at}/comments/${id}`)
  const [item] = await inbox(eve)
  assert.ok(!JSON.stringify(item).includes('secret'))
})

test('a suspended account is told nothing', async () => {
  const { at } = await open()
  const before = await inbox(bob)
  await root.put('/pail/1/users/bob', { status: 'suspended' })
  await say(eve, at, '@bob look')
  await village.work()
  await root.put('/pail/1/users/bob', { status: 'active' })
  assert.deepEqual(await inbox(bob), before)
})
