import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger, root, users } = village
const SITE = '/2.0/repositories/acme/site'
const VAULT = '/2.0/repositories/acme/vault'
const PROJECT = '/2.0/workspaces/acme/projects/SITE/default-reviewers'
const own = `${SITE}/default-reviewers`
const effective = async (by = ada) =>
  (await by.get(`${SITE}/effective-default-reviewers`)).body.values.map(
    ({ user, reviewer_type }: { user: { nickname: string }; reviewer_type: string }) => [user.nickname, reviewer_type],
  )

test('administrators name reviewers, readers see them', async () => {
  assert.equal((await stranger.put(`${own}/bob`)).status, 401)
  assert.equal((await bob.put(`${own}/bob`)).status, 403)
  assert.equal((await bob.delete(`${own}/bob`)).status, 403)
  assert.equal((await eve.get(own)).status, 200)
  assert.equal((await bob.get(PROJECT)).status, 403)
  assert.equal((await bob.put(`${PROJECT}/bob`)).status, 403)
  const [hidden, missing] = await Promise.all([
    eve.get(`${VAULT}/default-reviewers`),
    eve.get('/2.0/repositories/acme/nothing/default-reviewers'),
  ])
  assert.deepEqual([hidden.status, hidden.body], [404, missing.body])
})

test('reviewers are people with access', async () => {
  assert.equal((await ada.put(`${own}/nobody`)).status, 404)
  const outsider = await ada.put(`${own}/eve`)
  assert.equal(outsider.status, 400)
  assert.deepEqual(outsider.body.error.fields, { user: ['Eve has no access to this repository'] })
  assert.equal((await ada.put(`${PROJECT}/eve`)).status, 400)
  const wish = { name: 'bot', scopes: ['repository'] }
  await ada.post('/pail/1/repositories/acme/site/access-tokens', wish)
  const bot = await village.forge.database.reader
    .selectFrom('users')
    .where('kind', '=', 'repository_access_token')
    .select('uuid')
    .executeTakeFirstOrThrow()
  const refused = await ada.put(`${own}/{${bot.uuid}}`)
  assert.deepEqual([refused.status, refused.body.error.message], [400, 'user: only people can be default reviewers'])
})

test('who is not a reviewer is not found with a repository, and refused with a project', async () => {
  assert.equal((await ada.get(`${own}/bob`)).status, 404)
  assert.equal((await ada.get(`${PROJECT}/bob`)).status, 400)
  assert.equal((await ada.delete(`${PROJECT}/bob`)).status, 400)
  assert.equal((await ada.delete(`${own}/bob`)).status, 204)
  assert.equal((await ada.get(`${PROJECT}/nobody`)).status, 404)
})

test('naming somebody twice is naming them once', async () => {
  const first = await ada.put(`${own}/{${users.bob.uuid}}`)
  assert.deepEqual([first.status, first.body.type, first.body.nickname], [200, 'user', 'bob'])
  const second = await ada.put(`${own}/bob`)
  assert.deepEqual([second.status, second.body], [200, first.body])
  const { body } = await bob.get(own)
  assert.deepEqual([body.size, body.values[0].nickname], [1, 'bob'])
  assert.equal((await bob.get(`${own}/${encodeURIComponent(users.bob.accountId)}`)).status, 200)
})

test('a repository asks those of its project too, each once, unless it has its own', async () => {
  assert.equal((await ada.put(`${PROJECT}/ada`)).status, 200)
  assert.equal((await ada.put(`${PROJECT}/bob`)).status, 200)
  const { body } = await ada.get(PROJECT)
  assert.deepEqual([body.values[0].type, body.values[0].reviewer_type], ['default_reviewer', 'project'])
  assert.deepEqual(await effective(), [
    ['bob', 'repository'],
    ['ada', 'project'],
  ])
  await ada.put(`${SITE}/override-settings`, { override_settings: { default_reviewers: true } })
  assert.deepEqual(await effective(), [['bob', 'repository']])
  await ada.put(`${SITE}/override-settings`, { override_settings: { default_reviewers: false } })
})

test('who lost access is not asked, and asked again when it is back', async () => {
  const grant = `/2.0/workspaces/acme/projects/SITE/permissions-config/users/bob`
  const { permission } = (await ada.get(grant)).body
  await ada.delete(grant)
  assert.deepEqual((await effective())[0], ['bob', 'repository'])
  assert.equal((await ada.put(SITE, { is_private: true })).status, 200)
  assert.deepEqual(await effective(), [['ada', 'project']])
  await ada.put(grant, { permission })
  await ada.put(SITE, { is_private: false })
  assert.deepEqual((await effective())[0], ['bob', 'repository'])
})

test('a removed reviewer is not found', async () => {
  assert.equal((await ada.delete(`${own}/bob`)).status, 204)
  assert.equal((await ada.get(`${own}/bob`)).status, 404)
  assert.deepEqual(await effective(), [
    ['ada', 'project'],
    ['bob', 'project'],
  ])
  assert.equal((await ada.delete(`${PROJECT}/bob`)).status, 204)
  assert.deepEqual(await effective(), [['ada', 'project']])
})

test('who leaves the workspace reviews nothing and is exempt from nothing when coming back', async () => {
  await ada.put(`${own}/bob`)
  await ada.put(`${PROJECT}/bob`)
  const rules = `${SITE}/branch-restrictions`
  const { id } = (await ada.post(rules, { kind: 'push', pattern: 'left', users: [{ username: 'bob' }] })).body
  const member = '/pail/1/workspaces/acme/members/bob'
  const left = await ada.delete(member)
  assert.equal(left.status, 204, JSON.stringify(left.body))
  assert.equal((await ada.put(member, { permission: 'member' })).status, 201)
  assert.deepEqual(await effective(), [['ada', 'project']])
  assert.deepEqual((await ada.get(`${rules}/${id}`)).body.users, [])
})

test('a deleted account reviews nothing and is exempt from nothing', async () => {
  await ada.put(`${own}/bob`)
  const rules = `${SITE}/branch-restrictions`
  const { id } = (await ada.post(rules, { kind: 'push', pattern: 'x', users: [{ username: 'bob' }] })).body
  const gone = await root.delete(`/pail/1/users/{${users.bob.uuid}}`)
  assert.ok(gone.status < 300, JSON.stringify(gone.body))
  assert.equal((await ada.get(own)).body.size, 0)
  assert.deepEqual((await ada.get(`${rules}/${id}`)).body.users, [])
})
