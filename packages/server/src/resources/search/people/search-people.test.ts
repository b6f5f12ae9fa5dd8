import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { ask as askFor, found as namesOf } from '../testing.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, root, stranger, users } = village
const all = '/pail/1/search/people'
type Caller = typeof ada
const ask = (who: Caller, query: Record<string, string>) => askFor(who, 'people', query)
const found = async (who: Caller, query: string, more = {}): Promise<string> =>
  (await namesOf(who, 'people', { query, ...more })).join()

before(async () => {
  await root.put(`/pail/1/users/${users.bob.uuid}`, { display_name: 'Robert Ångström', nickname: 'bob' })
})

test('nobody in particular finds nobody, nor does a token without the scope', async () => {
  assert.equal((await ask(stranger, { query: 'bob' })).status, 401)
  assert.equal((await ask(await village.as('ada', ['repository']), { query: 'bob' })).status, 403)
})

test('whoever does not belong to a workspace does not learn who does', async () => {
  assert.equal((await ask(eve, { workspace: 'acme' })).status, 403)
  const [hidden, missing] = [await ask(bob, { workspace: 'elsewhere' }), await ask(bob, { workspace: 'nowhere' })]
  assert.equal(hidden.status, 404)
  assert.equal(hidden.body.error.message.replace('elsewhere', 'nowhere'), missing.body.error.message)
})

test('those of one’s own workspaces are found, and no others', async () => {
  assert.equal(await found(ada, 'bob'), 'bob')
  assert.equal(await found(eve, 'bob'), '')
  assert.equal(await found(ada, 'eve'), '')
  assert.equal(await found(eve, 'e'), 'eve')
  assert.equal(await found(ada, ''), 'ada,bob')
})

test('addresses are for administrators, by their words as well', async () => {
  for (const query of ['bob@example', 'example.com', 'com']) assert.equal(await found(ada, query), '', query)
  assert.equal(await found(root, 'bob@example'), 'bob')
  const { body } = await ask(root, { query: 'bob@' })
  assert.equal(body.values[0].email, 'bob@example.com')
  assert.deepEqual(body.values[0].matches[0].segments[0], { text: 'bob@', match: true })
  const { body: plain } = await ask(ada, { query: 'bob' })
  assert.doesNotMatch(JSON.stringify(plain), /example\.com/)
})

test('a name is found by the beginnings of its words and what is within it', async () => {
  assert.equal(await found(ada, 'å'), 'bob')
  assert.equal(await found(ada, 'ÅNGSTR rob'), 'bob')
  assert.equal(await found(ada, 'obert'), 'bob')
})

test('a workspace leaves out the others', async () => {
  assert.equal(await found(root, '', { workspace: 'elsewhere' }), 'eve')
  assert.equal(await found(ada, 'b', { workspace: 'acme' }), 'bob')
})

test('a repository leaves out those who may not read it, and leads nobody to what is hidden', async () => {
  await ada.post('/2.0/workspaces/acme/projects', { key: 'DEEP', name: 'Deep', is_private: true })
  await ada.post('/2.0/repositories/acme/deep', { project: { key: 'DEEP' }, is_private: true })
  assert.equal(await found(ada, '', { repository: 'acme/site' }), 'ada,bob')
  assert.equal(await found(ada, '', { repository: 'acme/vault' }), 'ada,bob')
  assert.equal(await found(ada, '', { repository: 'acme/deep' }), 'ada')
  assert.equal(await found(root, 'b', { repository: 'acme/deep' }), '')
  const [hidden, missing] = [await ask(bob, { repository: 'acme/deep' }), await ask(bob, { repository: 'acme/none' })]
  assert.deepEqual([hidden.status, hidden.body], [404, missing.body])
  assert.equal((await ask(eve, { repository: 'acme/site' })).status, 403)
})

test('an access token of a workspace is no member of it', async () => {
  const { body } = await ada.post('/pail/1/workspaces/acme/access-tokens', { name: 't', scopes: ['account'] })
  const headers = { authorization: `Bearer ${body.token ?? body.secret}` }
  const { status, body: page } = await stranger.get(`${all}?query=eve`, { headers })
  assert.equal(status, 200)
  assert.equal(page.size, 0)
})

test('who may not sign in any more is not found, and nothing stays of who was deleted', async () => {
  await root.post('/pail/1/users', { username: 'mallory', email: 'mallory@example.com', display_name: 'Mallory' })
  assert.equal(await found(root, 'mallory'), 'mallory')
  await root.put('/pail/1/users/mallory', { status: 'suspended' })
  assert.equal(await found(root, 'mallory'), '')
  await root.put('/pail/1/users/mallory', { status: 'active' })
  assert.equal((await root.delete('/pail/1/users/mallory')).status, 204)
  assert.equal(await found(root, 'mallory'), '')
  const db = village.forge.database.reader
  const left = await db.selectFrom('user_texts').where('rest', '=', 'mallory@example.com').selectAll().execute()
  assert.deepEqual(left, [])
})
