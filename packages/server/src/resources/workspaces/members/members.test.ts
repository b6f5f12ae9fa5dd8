import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, root, stranger, users } = village
const q = (text: string) => `q=${encodeURIComponent(text)}`
const members = '/2.0/workspaces/acme/members'
const change = '/pail/1/workspaces/acme/members'

test('the people of a workspace are shown to its members only', async () => {
  assert.equal((await stranger.get(members)).status, 401)
  assert.equal((await eve.get(members)).status, 403)
  assert.equal((await eve.get(`${members}/ada`)).status, 403)
  assert.equal((await bob.get('/2.0/workspaces/elsewhere/members')).status, 404)
})

test('permissions are shown to owners only', async () => {
  assert.equal((await bob.get('/2.0/workspaces/acme/permissions')).status, 403)
  assert.equal((await eve.get('/2.0/workspaces/acme/permissions')).status, 403)
})

test('somebody who is no member is not found', async () => {
  assert.equal((await ada.get(`${members}/eve`)).status, 404)
  assert.equal((await ada.get(`${members}/nobody`)).status, 404)
})

test('only owners filter by address, only by whole ones, and by 90 at most', async () => {
  assert.equal((await bob.get(`${members}?${q('user.email = "ada@example.com"')}`)).status, 403)
  assert.equal((await ada.get(`${members}?${q('user.email ~ "ada"')}`)).status, 400)
  assert.equal((await ada.get(`${members}?sort=user.email`)).status, 400)
  const many = Array.from({ length: 91 }, (_, at) => `"a${at}@example.com"`).join(',')
  assert.equal((await ada.get(`${members}?${q(`user.email IN (${many})`)}`)).status, 400)
})

test('an address is not shown unless it was asked by', async () => {
  const { body } = await ada.get(`${members}?fields=%2Bvalues.user.email`)
  assert.ok(body.values.every((one: { user: object }) => !('email' in one.user)))
})

test('only owners let people in and out', async () => {
  assert.equal((await bob.put(`${change}/eve`, { permission: 'owner' })).status, 403)
  assert.equal((await eve.put(`${change}/eve`, { permission: 'owner' })).status, 403)
  assert.equal((await bob.delete(`${change}/ada`)).status, 403)
  assert.equal((await bob.put(`${change}/bob`, { permission: 'owner' })).status, 403)
  assert.equal((await ada.put(`${change}/eve`, { permission: 'king' })).status, 400)
  assert.equal((await ada.put(`${change}/nobody`, { permission: 'member' })).status, 404)
})

test('the last owner neither leaves nor steps down', async () => {
  assert.equal((await ada.delete(`${change}/ada`)).status, 409)
  assert.equal((await ada.put(`${change}/ada`, { permission: 'member' })).status, 409)
  assert.equal((await root.delete(`${change}/ada`)).status, 409)
})

test('nobody is taken out of their own workspace', async () => {
  await root.post('/pail/1/users', { username: 'nell', email: 'nell@example.com' })
  await root.put('/pail/1/workspaces/nell/members/ada', { permission: 'owner' })
  assert.equal((await ada.delete('/pail/1/workspaces/nell/members/nell')).status, 409)
})

test('members are listed with the workspace they belong to', async () => {
  const { body } = await bob.get(`${members}?sort=user.nickname`)
  assert.equal(body.size, 2)
  assert.equal(body.pagelen, 50)
  const [first] = body.values
  assert.equal(first.type, 'workspace_membership')
  assert.equal(first.user.nickname, 'ada')
  assert.equal('username' in first.user, false)
  assert.equal(first.workspace.slug, 'acme')
  assert.equal('permission' in first, false)
})

test('members are filtered by nickname, and by address for owners', async () => {
  assert.equal((await bob.get(`${members}?${q('user.nickname = "bob"')}`)).body.size, 1)
  const query = q('user.email IN ("BOB@example.com","eve@example.com")')
  const { body } = await ada.get(`${members}?${query}&fields=%2Bvalues.user.email`)
  assert.equal(body.size, 1)
  assert.equal(body.values[0].user.email, 'bob@example.com')
  assert.equal(body.values[0].user.nickname, 'bob')
})

test('a member is found by uuid and account id', async () => {
  assert.equal((await bob.get(`${members}/%7B${users.ada.uuid}%7D`)).status, 200)
  assert.equal((await bob.get(`${members}/${encodeURIComponent(users.ada.accountId)}/`)).body.user.nickname, 'ada')
})

test('permissions are filtered by rank and by person', async () => {
  const { body } = await ada.get(`/2.0/workspaces/acme/permissions?${q('permission="owner"')}`)
  assert.equal(body.size, 1)
  assert.equal(body.values[0].permission, 'owner')
  assert.deepEqual(
    ['added_on', 'last_accessed'].filter(name => name in body.values[0]),
    ['added_on', 'last_accessed'],
  )
  const others = await ada.get(`/2.0/workspaces/acme/permissions?${q('permission<"owner" AND user.nickname="bob"')}`)
  assert.equal(others.body.size, 1)
})

test('who is let in is new once', async () => {
  const first = await ada.put(`${change}/eve`, { permission: 'member' })
  assert.equal(first.status, 201)
  assert.equal(first.headers.get('location'), `http://pail.test/2.0/workspaces/acme/members/%7B${users.eve.uuid}%7D`)
  const second = await ada.put(`${change}/eve`, { permission: 'create-project' })
  assert.equal(second.status, 200)
  assert.equal(second.body.permission, 'create-project')
})

test('whoever leaves loses every right in the workspace, and comes back without them', async () => {
  await ada.post('/1.0/groups/acme', { name: 'Writers' })
  await ada.put('/1.0/groups/acme/writers/members/bob')
  assert.equal((await bob.get('/2.0/repositories/acme/vault')).status, 200)
  assert.equal((await bob.delete(`${change}/bob`)).status, 204)
  assert.equal((await bob.get('/2.0/repositories/acme/vault')).status, 404)
  await ada.put(`${change}/bob`, { permission: 'member' })
  assert.equal((await bob.get('/2.0/repositories/acme/vault')).status, 404)
  assert.deepEqual((await ada.get('/1.0/groups/acme/writers/members')).body, [])
})

test('with a second owner the first may leave', async () => {
  await ada.put(`${change}/eve`, { permission: 'owner' })
  assert.equal((await ada.delete(`${change}/ada`)).status, 204)
  assert.equal((await ada.get('/2.0/workspaces/acme/permissions')).status, 403)
})
