import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { ada, bob, root, stranger, users } = village

test('only administrators make accounts and delete those of others', async () => {
  const input = { username: 'mallory', email: 'mallory@example.com' }
  assert.equal((await stranger.post('/pail/1/users', input)).status, 401)
  assert.equal((await ada.post('/pail/1/users', input)).status, 403)
  assert.equal((await ada.delete('/pail/1/users/eve')).status, 403)
  assert.equal((await bob.delete('/pail/1/users/eve')).status, 403)
  assert.equal((await ada.get('/2.0/users/mallory')).status, 404)
})

test('an account has a username and an address of its own', async () => {
  assert.equal((await root.post('/pail/1/users', { username: 'x y', email: 'x@example.com' })).status, 400)
  assert.equal((await root.post('/pail/1/users', { username: 'xy', email: 'nowhere' })).status, 400)
  assert.equal((await root.post('/pail/1/users', { username: 'xy' })).status, 400)
  assert.equal((await root.post('/pail/1/users', { username: 'ADA', email: 'a@example.com' })).status, 409)
  assert.equal((await root.post('/pail/1/users', { username: 'xy', email: 'Ada@example.com' })).status, 409)
})

test('the last administrator and the last owner of a workspace stay', async () => {
  assert.equal((await root.delete('/pail/1/users/root')).status, 409)
  const { status, body } = await root.delete('/pail/1/users/ada')
  assert.equal(status, 409)
  assert.equal(body.error.message, 'acme would be left without an owner.')
  assert.equal((await ada.get('/2.0/user')).status, 200)
})

test('a new account has a workspace of its own in which a repository can be made', async () => {
  const made = await root.post('/pail/1/users', {
    username: 'Nell',
    email: 'nell@example.com',
    display_name: 'Nell N.',
  })
  assert.equal(made.status, 201)
  assert.equal(
    made.headers.get('location'),
    `http://pail.test/pail/1/users/${made.body.uuid.replace('{', '%7B').replace('}', '%7D')}`,
  )
  assert.equal(made.body.username, 'nell')
  assert.equal(made.body.email, 'nell@example.com')
  const { body } = await stranger.get('/2.0/workspaces/nell')
  assert.equal(body.name, 'Nell N.')
  assert.equal(body.is_personal, true)
  assert.equal((await root.post('/2.0/repositories/nell/diary', {})).body.owner.nickname, 'nell')
})

test('a username that is no free slug brings no workspace', async () => {
  assert.equal((await root.post('/pail/1/users', { username: 'acme', email: 'acme@example.com' })).status, 201)
  assert.equal((await root.post('/pail/1/users', { username: 'docs', email: 'docs@example.com' })).status, 201)
  assert.equal((await root.post('/pail/1/users', { username: 'x', email: 'x@example.com' })).status, 201)
  assert.equal((await stranger.get('/2.0/workspaces/acme')).body.is_personal, false)
  assert.equal((await root.get('/2.0/workspaces/docs')).status, 404)
})

test('of a deleted account there stays a former user, without a name or a way in', async () => {
  const made = await root.post('/pail/1/users/bob/tokens', { name: 'x', scopes: ['account'] })
  assert.equal(made.status, 201)
  assert.equal((await root.delete('/pail/1/users/bob')).status, 204)
  assert.equal((await bob.get('/2.0/user')).status, 401)
  const { status, body } = await stranger.get(`/2.0/users/%7B${users.bob.uuid}%7D`)
  assert.equal(status, 200)
  assert.equal(body.display_name, 'Former user')
  assert.equal(body.nickname, 'Former user')
  assert.equal(body.account_status, 'closed')
  assert.equal('username' in body, false)
  assert.equal((await stranger.get('/2.0/users/bob')).status, 404)
  assert.equal((await ada.get('/2.0/workspaces/acme/members/%7B' + users.bob.uuid + '%7D')).status, 404)
})

test('a former user comes back in no way', async () => {
  const path = `/pail/1/users/%7B${users.bob.uuid}%7D`
  assert.equal((await root.put(path, { status: 'active' })).status, 409)
  assert.equal((await root.post(`${path}/tokens`, { name: 'x', scopes: ['account'] })).status, 409)
  assert.equal((await root.delete(path)).status, 409)
  assert.equal(
    (await ada.put(`/pail/1/workspaces/acme/members/${users.bob.uuid}`, { permission: 'member' })).status,
    409,
  )
})

test('what a deleted account made stays, and its name and address are free', async () => {
  assert.equal((await root.delete('/pail/1/users/nell')).status, 204)
  const { body } = await root.get('/2.0/repositories/nell/diary')
  assert.equal(body.owner.display_name, 'Former user')
  assert.equal((await root.post('/pail/1/users', { username: 'nell', email: 'nell@example.com' })).status, 201)
})
