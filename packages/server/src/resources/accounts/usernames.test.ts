import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { caller, git, openVillage, temporary } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { ada, eve, root, stranger, forge } = village

await root.post('/pail/1/users', { username: 'nell', email: 'nell@example.com' })
const { body: token } = await root.post('/pail/1/users/nell/tokens', { name: 'x', scopes: ['*'] })
const nell = caller(village.fetch, token.secret)
await nell.post('/2.0/repositories/nell/diary', { is_private: true })

const rename = (by: typeof nell, from: string, to: string) => by.put(`/pail/1/users/${from}`, { username: to })
const longAgo = () =>
  forge.database.transact(tx =>
    tx.updateTable('former_usernames').set({ left_on: '2020-01-01T00:00:00.000Z' }).execute(),
  )

test('a name that an account or another workspace has is not taken from it', async () => {
  assert.equal((await rename(nell, 'nell', 'ada')).status, 409)
  const { status, body } = await rename(nell, 'nell', 'acme')
  assert.deepEqual([status, body.error.message], [409, 'A workspace has this name.'])
  assert.equal((await rename(eve, 'nell', 'mine')).status, 403)
  assert.equal((await nell.get('/2.0/user')).body.username, 'nell')
  assert.equal((await stranger.get('/2.0/users/acme')).status, 404)
})

test('with a username goes the workspace of that name, and every address of both leads on', async () => {
  const { status, body } = await rename(nell, 'nell', 'Nelly')
  assert.deepEqual([status, body.username], [200, 'nelly'])
  assert.equal((await nell.get('/2.0/repositories/nelly/diary')).status, 200)
  const moved = [
    ['/2.0/users/nell', '/2.0/users/nelly'],
    ['/pail/1/users/nell/emails', '/pail/1/users/nelly/emails'],
    ['/2.0/workspaces/nell', '/2.0/workspaces/nelly'],
    ['/2.0/repositories/nell/diary', '/2.0/repositories/nelly/diary'],
  ]
  for (const [from, to] of moved) {
    const { status, headers } = await nell.get(from!)
    assert.deepEqual([status, headers.get('location')], [301, `http://pail.test${to}`])
  }
  assert.equal((await nell.put('/pail/1/users/nell', { nickname: 'N' })).status, 308)
  assert.equal((await stranger.get('/2.0/repositories/nell/diary')).status, 404)
})

test('Git still finds a repository under the old name', async () => {
  const remote = (await village.remote('acme/site'))
    .replace('acme/site', 'nell/diary')
    .replace(/\/\/[^@]*@/, `//x:${token.secret}@`)
  assert.equal(await git(temporary(), 'ls-remote', remote), '')
})

test('a name that was given up is had by nobody else for a while', async () => {
  assert.equal((await rename(eve, 'eve', 'nell')).status, 409)
  assert.equal((await root.post('/pail/1/users', { username: 'nell', email: 'n@example.com' })).status, 409)
  assert.equal((await ada.post('/pail/1/workspaces', { slug: 'nell' })).status, 409)
  assert.equal((await ada.put('/pail/1/workspaces/acme', { slug: 'nell' })).status, 409)
})

test('who gave a name up may have it again, and then it leads nowhere else', async () => {
  assert.equal((await rename(nell, 'nelly', 'nell')).status, 200)
  assert.equal((await nell.get('/2.0/users/nell')).status, 200)
  assert.equal((await nell.get('/2.0/workspaces/nell')).status, 200)
  assert.equal((await nell.get('/2.0/workspaces/nelly')).status, 301)
})

test('after that while the name is free, and leads to whoever has it', async () => {
  await longAgo()
  assert.equal((await rename(eve, 'eve', 'nelly')).status, 200)
  assert.equal((await stranger.get('/2.0/users/nelly')).body.uuid, `{${village.users.eve.uuid}}`)
  assert.equal((await stranger.get('/2.0/users/eve')).status, 301)
})

test('nobody collects names', async () => {
  assert.equal((await rename(nell, 'nell', 'n1')).status, 200)
  assert.equal((await rename(nell, 'n1', 'n2')).status, 200)
  assert.equal((await rename(nell, 'n2', 'n3')).status, 200)
  assert.equal((await rename(nell, 'n3', 'n4')).status, 409)
  assert.equal((await rename(root, 'n3', 'n4')).status, 200)
})

test('a workspace that is called otherwise stays so', async () => {
  await nell.put('/pail/1/workspaces/n4', { slug: 'diaries' })
  assert.equal((await rename(root, 'n4', 'n5')).status, 200)
  assert.equal((await nell.get('/2.0/workspaces/diaries')).status, 200)
})

test('what was asked to be changed is in the audit log', async () => {
  const { body } = await root.get('/pail/1/audit?q=operation="users.update"&pagelen=1')
  assert.deepEqual(body.values[0].details, { username: 'n5' })
})
