import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { now } from '../../kernel/clock.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, root, stranger, forge } = village
const all = '/2.0/workspaces/acme/projects'
const PNG = 'data:image/png;base64,iVBORw0KGgo='

const create = async (key: string, body: object = {}) => {
  const answer = await ada.post(all, { key, name: key, ...body })
  assert.equal(answer.status, 201, JSON.stringify(answer.body))
  return answer
}
const keys = async (query = '') => {
  const { body } = await ada.get(`${all}?pagelen=100&${query}`)
  return body.values.map((one: { key: string }) => one.key)
}
const membership = (permission: 'member' | 'create-project') =>
  forge.database.transact(tx =>
    tx.updateTable('memberships').set({ permission }).where('user_uuid', '=', village.users.bob.uuid).execute(),
  )

test('nobody in particular may create a project', async () => {
  assert.equal((await stranger.post(all, { key: 'ANON', name: 'x' })).status, 401)
})

test('members without the right to create projects are refused, and so are strangers to the workspace', async () => {
  const { status, body } = await bob.post(all, { key: 'BOBS', name: 'x' })
  assert.equal(status, 403)
  assert.equal(body.error.message, 'You do not have permission to create projects in this workspace.')
  assert.equal((await eve.post(all, { key: 'EVES', name: 'x' })).status, 403)
  assert.equal((await bob.put(`${all}/BOBS`, { name: 'x' })).status, 403)
})

test('a token without the scope may not administer projects', async () => {
  const reader = await village.as('ada', ['project'])
  const { status, body } = await reader.post(all, { key: 'NOPE', name: 'x' })
  assert.equal(status, 403)
  assert.deepEqual(body.error.detail, { required: ['project:admin'], granted: ['project'] })
})

test('key and name are required', async () => {
  const { status, body } = await ada.post(all, {})
  assert.equal(status, 400)
  assert.deepEqual(body.error.fields, { key: 'required key not provided', name: 'required key not provided' })
})

test('a key is a letter followed by letters, digits and underscores', async () => {
  for (const key of ['1A', 'a-b', '..', '%2e%2e', 'ÄÖ', '-x', 'A B', 'A\nB', 'A'.repeat(129)])
    assert.equal((await ada.post(all, { key, name: 'x' })).status, 400, key)
})

test('a name is one line of text', async () => {
  for (const name of ['', '  ', 'a\nb', 'a\u0000b', 'x'.repeat(256)])
    assert.equal((await ada.post(all, { key: 'LINE', name })).status, 400, JSON.stringify(name))
})

test('links without an avatar are refused by name', async () => {
  const { status, body } = await ada.post(all, { key: 'LINKS', name: 'x', links: {} })
  assert.equal(status, 400)
  assert.deepEqual(body.error.fields, { 'links.avatar': 'required key not provided' })
})

test('an avatar is a small picture inside a data-URL, and no document', async () => {
  const refused = [
    'data:image/svg+xml;base64,PHN2Zy8+',
    'data:text/html;base64,iVBORw0KGgo=',
    'data:image/png;base64,PHNjcmlwdD4=',
    'http://169.254.169.254/latest',
    `data:image/png;base64,iVBORw0KGgo${'A'.repeat(400_000)}=`,
  ]
  for (const href of refused)
    assert.equal((await ada.post(all, { key: 'PIC', name: 'x', links: { avatar: { href } } })).status, 400, href)
})

test('a key is taken once in a workspace, however it is written', async () => {
  const { status, body } = await ada.post(all, { key: 'site', name: 'Again' })
  assert.equal(status, 400)
  assert.equal(body.error.message, 'Project with this Owner and Key already exists.')
  await create('OTHER')
  assert.equal((await ada.put(`${all}/OTHER`, { key: 'SITE' })).status, 400)
})

test('a private project and a missing one are refused in the same bytes', async () => {
  await create('SECRET', { is_private: true })
  const [hidden, missing] = await Promise.all([eve.get(`${all}/SECRET`), eve.get(`${all}/MISSING`)])
  assert.equal(hidden.status, 404)
  assert.deepEqual(hidden.body, missing.body)
  assert.equal((await bob.get(`${all}/SECRET`)).status, 404)
  assert.equal((await stranger.get(`${all}/SECRET`)).status, 404)
  const put = [await bob.put(`${all}/SECRET`, { name: 'x' }), await bob.put(`${all}/MISSING`, { name: 'x' })]
  assert.deepEqual(put[0]!.body, put[1]!.body)
})

test('a list holds no private project that the caller may not see, whatever is asked of it', async () => {
  await create('QUIET', { is_private: true })
  for (const caller of [stranger, eve, bob]) {
    const { body } = await caller.get(`${all}?pagelen=100&q=${encodeURIComponent('key = "QUIET"')}`)
    assert.deepEqual(body.values, [])
    assert.equal(body.size, 0)
  }
  assert.ok((await keys()).includes('QUIET'))
})

test('seeing a project is not changing it', async () => {
  assert.equal((await bob.put(`${all}/SITE`, { name: 'Mine' })).status, 403)
  assert.equal((await bob.delete(`${all}/SITE`)).status, 403)
  assert.equal((await stranger.delete(`${all}/SITE`)).status, 401)
})

test('a project that holds repositories is not deleted', async () => {
  const { status, body } = await ada.delete(`${all}/SITE`)
  assert.equal(status, 403)
  assert.match(body.error.message, /holds repositories/)
  assert.equal((await ada.get(`${all}/SITE`)).status, 200)
})

test('a project around a public repository does not become private', async () => {
  const { status, body } = await ada.put(`${all}/SITE`, { is_private: true })
  assert.equal(status, 400)
  assert.deepEqual(Object.keys(body.error.fields), ['is_private'])
})

test('what cannot be filtered or sorted by is refused', async () => {
  assert.equal((await ada.get(`${all}?sort=avatar`)).status, 400)
  assert.equal((await ada.get(`${all}?q=${encodeURIComponent('workspace_uuid ~ "a"')}`)).status, 400)
})

test('what a project is not told it cannot be given', async () => {
  const { body } = await create('MASS', {
    uuid: '{00000000-0000-0000-0000-000000000000}',
    created_on: '2001-01-01T00:00:00Z',
    owner: { uuid: village.users.eve.uuid },
    workspace: { slug: 'elsewhere' },
    has_publicly_visible_repos: true,
    workspace_uuid: 'x',
  })
  assert.notEqual(body.uuid, '{00000000-0000-0000-0000-000000000000}')
  assert.equal(body.owner.username, 'acme')
  assert.equal(body.workspace.slug, 'acme')
  assert.equal(body.has_publicly_visible_repos, false)
  assert.ok(body.created_on > '2020')
})

test('a project is created with its address', async () => {
  const { body, headers } = await create('mars', { description: 'Red', is_private: true })
  assert.equal(headers.get('location'), 'http://pail.test/2.0/workspaces/acme/projects/MARS')
  assert.equal(body.type, 'project')
  assert.equal(body.key, 'MARS')
  assert.equal(body.is_private, true)
  assert.equal(body.links.self.href, headers.get('location'))
  assert.deepEqual((await ada.get(`${all}/mars`)).body, body)
  assert.deepEqual((await ada.get(`${all}/${encodeURIComponent(body.uuid)}`)).body, body)
})

test('one who may create projects makes them and does not thereby own them', async () => {
  await membership('create-project')
  assert.equal((await bob.post(all, { key: 'BOB1', name: 'Bob' })).status, 201)
  await membership('member')
  assert.equal((await root.delete(`${all}/BOB1`)).status, 204)
})

test('a project is public unless it is told otherwise, and private where the workspace wants it', async () => {
  assert.equal((await create('OPEN')).body.is_private, false)
  const enforce = (is_privacy_enforced: 0 | 1) =>
    forge.database.transact(tx => tx.updateTable('workspaces').set({ is_privacy_enforced }).execute())
  await enforce(1)
  assert.equal((await create('CLOSED')).body.is_private, true)
  assert.equal((await ada.post(all, { key: 'WRONG', name: 'x', is_private: false })).status, 400)
  await enforce(0)
})

test('a change leaves what it does not name, and is announced', async () => {
  await create('PART', { description: 'Kept' })
  await village.events()
  const { status, body, headers } = await ada.put(`${all}/PART`, { name: 'Renamed' })
  assert.equal(status, 200)
  assert.equal(headers.get('location'), null)
  assert.equal(body.name, 'Renamed')
  assert.equal(body.description, 'Kept')
  assert.deepEqual(await village.events(), ['project:updated'])
})

test('a new key gives a new address; the old one is forgotten', async () => {
  const { body } = await create('BEFORE')
  const moved = await ada.put(`${all}/BEFORE`, { key: 'AFTER' })
  assert.equal(moved.status, 200)
  assert.equal(moved.headers.get('location'), 'http://pail.test/2.0/workspaces/acme/projects/AFTER')
  assert.equal(moved.body.uuid, body.uuid)
  assert.equal((await ada.get(`${all}/BEFORE`)).status, 404)
})

test('changing what is not there creates it', async () => {
  assert.deepEqual((await ada.put(`${all}/FRESH`, {})).body.error.fields, { name: 'required key not provided' })
  assert.equal((await ada.put(`${all}/FRESH`, { name: 'x', key: 'STALE' })).status, 400)
  const { status, body, headers } = await ada.put(`${all}/FRESH`, { name: 'Fresh' })
  assert.equal(status, 201)
  assert.equal(body.key, 'FRESH')
  assert.match(headers.get('location') ?? '', /\/projects\/FRESH$/)
})

test('what a project shows can be sent back', async () => {
  const { body } = await create('ROUND', { links: { avatar: { href: PNG } } })
  const { status, body: back } = await ada.put(`${all}/ROUND`, body)
  assert.equal(status, 200)
  assert.deepEqual({ ...back, updated_on: '' }, { ...body, updated_on: '' })
})

test('the avatar of a project is shown to those who see the project', async () => {
  const { body } = await create('FACE', { is_private: true, links: { avatar: { href: PNG } } })
  const { pathname } = new URL(body.links.avatar.href)
  assert.equal((await ada.get(pathname)).headers.get('content-type'), 'image/png')
  assert.equal((await stranger.get(pathname)).headers.get('content-type'), 'image/svg+xml')
})

test('an empty project is deleted together with what was granted on it', async () => {
  const { body } = await create('GONE')
  const uuid = body.uuid.slice(1, -1)
  const grant = { resource_kind: 'project', grantee_kind: 'user', permission: 'read', created_on: now() } as const
  await forge.database.transact(tx =>
    tx
      .insertInto('grants')
      .values({ ...grant, resource_uuid: uuid, grantee_uuid: village.users.bob.uuid })
      .execute(),
  )
  assert.equal((await ada.delete(`${all}/GONE`)).status, 204)
  const left = await forge.database.reader.selectFrom('grants').where('resource_uuid', '=', uuid).selectAll().execute()
  assert.deepEqual(left, [])
})

test('a project says whether everybody sees something in it', async () => {
  const { body } = await ada.get(`${all}?q=${encodeURIComponent('has_publicly_visible_repos = true')}`)
  assert.deepEqual(
    body.values.map((one: { key: string }) => one.key),
    ['SITE'],
  )
  assert.equal(body.values[0].has_publicly_visible_repos, true)
})

test('lists are filtered, sorted and cut', async () => {
  assert.deepEqual(await keys(`q=${encodeURIComponent('name ~ "SIT"')}`), ['SITE'])
  const names = await keys('sort=-key')
  assert.deepEqual(names, [...names].sort().reverse())
  const { body } = await ada.get(`${all}?pagelen=2&page=2&sort=key`)
  assert.deepEqual(
    body.values.map((one: { key: string }) => one.key),
    names.reverse().slice(2, 4),
  )
})

test('older clients list projects under the team', async () => {
  const [old, new_] = await Promise.all([ada.get('/2.0/teams/acme/projects'), ada.get(all)])
  assert.deepEqual(old.body.values, new_.body.values)
})
