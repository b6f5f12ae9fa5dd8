import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, root, stranger, acme, users } = village

test('a private workspace and a missing one are refused in the same bytes', async () => {
  const hidden = await ada.get('/2.0/workspaces/elsewhere')
  const missing = await ada.get('/2.0/workspaces/somewhere')
  assert.equal(hidden.status, 404)
  assert.equal(missing.body.error.message, "No workspace with identifier 'somewhere'.")
  assert.equal(hidden.body.error.message, "No workspace with identifier 'elsewhere'.")
  assert.deepEqual(Object.keys(hidden.body.error), Object.keys(missing.body.error))
  assert.equal((await stranger.get('/2.0/workspaces/elsewhere')).status, 404)
})

test('only owners change a workspace', async () => {
  assert.equal((await bob.put('/pail/1/workspaces/acme', { name: 'Bob' })).status, 403)
  assert.equal((await eve.put('/pail/1/workspaces/acme', { name: 'Eve' })).status, 403)
  assert.equal((await stranger.put('/pail/1/workspaces/acme', { name: 'x' })).status, 401)
  assert.equal((await ada.put('/pail/1/workspaces/elsewhere', { name: 'Ada' })).status, 404)
  assert.equal((await eve.delete('/pail/1/workspaces/acme')).status, 403)
})

test('a slug is neither a path nor reserved nor a likeness nor endless', async () => {
  const refused = [
    '..',
    '.git',
    'a/../../b',
    'acme.',
    '%2e%2e%2f',
    'docs',
    'PAIL',
    '!api',
    'асme',
    'x',
    'y'.repeat(10_000),
    '-x',
  ]
  const answers = await Promise.all(refused.map(slug => ada.post('/pail/1/workspaces', { slug })))
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [400])
  assert.equal((await ada.post('/pail/1/workspaces', { slug: 'nul\0' })).status, 400)
  assert.equal((await ada.post('/pail/1/workspaces', {})).status, 400)
})

test('a slug that is taken is refused', async () => {
  assert.equal((await eve.post('/pail/1/workspaces', { slug: 'ACME' })).status, 409)
  assert.equal((await ada.put('/pail/1/workspaces/acme', { slug: 'elsewhere' })).status, 409)
})

test('a workspace that holds repositories is not deleted', async () => {
  assert.equal((await ada.delete('/pail/1/workspaces/acme')).status, 409)
  assert.equal((await ada.get('/2.0/workspaces/acme')).status, 200)
})

test('a workspace is found by slug in any case and by uuid', async () => {
  const { body } = await stranger.get('/2.0/workspaces/ACME/')
  assert.equal(body.slug, 'acme')
  assert.equal(body.type, 'workspace')
  assert.equal(body.is_private, false)
  assert.equal((await stranger.get(`/2.0/workspaces/%7B${acme.uuid}%7D`)).body.uuid, body.uuid)
})

test('whoever makes a workspace owns it, and can make a repository there at once', async () => {
  const made = await eve.post('/pail/1/workspaces', {
    slug: 'Pond',
    name: 'The pond',
    is_private: true,
    uuid: acme.uuid,
  })
  assert.equal(made.status, 201)
  assert.equal(made.headers.get('location'), 'http://pail.test/2.0/workspaces/pond')
  assert.notEqual(made.body.uuid, `{${acme.uuid}}`)
  assert.equal((await eve.post('/2.0/repositories/pond/duck', { scm: 'git' })).status, 200)
  assert.equal((await ada.get('/2.0/workspaces/pond')).status, 404)
})

test('what a workspace was called leads to it, for those who may see it', async () => {
  assert.equal((await eve.put('/pail/1/workspaces/pond', { slug: 'lake' })).body.slug, 'lake')
  const moved = await eve.get('/2.0/workspaces/pond/members?pagelen=5')
  assert.equal(moved.status, 301)
  assert.equal(moved.headers.get('location'), 'http://pail.test/2.0/workspaces/lake/members?pagelen=5')
  assert.equal((await ada.get('/2.0/workspaces/pond')).status, 404)
  assert.equal((await ada.post('/pail/1/workspaces', { slug: 'pond' })).status, 201)
  assert.equal((await ada.get('/2.0/workspaces/pond')).status, 200)
})

test('an empty workspace is deleted with everything in it, and its slug is free', async () => {
  assert.equal((await ada.put('/pail/1/workspaces/pond/members/bob', { permission: 'member' })).status, 201)
  assert.equal((await ada.post('/1.0/groups/pond', { name: 'Ducks' })).status, 200)
  assert.equal((await ada.delete('/pail/1/workspaces/pond')).status, 204)
  assert.equal((await bob.get('/2.0/workspaces/pond')).status, 404)
  assert.equal((await eve.post('/pail/1/workspaces', { slug: 'pond' })).status, 201)
  assert.equal((await eve.delete('/pail/1/workspaces/pond')).status, 204)
})

test('an administrator enters where they do not belong', async () => {
  assert.equal((await root.get('/2.0/workspaces/elsewhere')).status, 200)
  assert.equal((await root.get('/2.0/user/workspaces')).body.size, 0)
  const { body } = await root.get('/2.0/user/workspaces/elsewhere/permission')
  assert.equal(body.permission, 'owner')
  assert.equal(body.user.uuid, `{${users.root.uuid}}`)
})
