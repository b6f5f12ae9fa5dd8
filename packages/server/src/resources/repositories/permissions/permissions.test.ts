import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { addToGroup, makeGroup } from '../../workspaces/groups/change.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger, forge, acme, users } = village
const vault = '/2.0/repositories/acme/vault'
const people = `${vault}/permissions-config/users`
const groups = `${vault}/permissions-config/groups`

before(async () => {
  await forge.database.transact(async tx => {
    await addToGroup(tx, await makeGroup(tx, acme, 'Crew'), users.bob.uuid)
  })
  await ada.delete('/2.0/workspaces/acme/projects/SITE/permissions-config/users/bob')
})

test('only administrators of a repository know and say what is granted on it', async () => {
  const open = '/2.0/repositories/acme/site/permissions-config/users'
  assert.equal((await stranger.get(open)).status, 401)
  assert.equal((await eve.get(open)).status, 403)
  assert.equal((await bob.put(`${open}/bob`, { permission: 'admin' })).status, 403)
})

test('the grants of a hidden repository are as hidden', async () => {
  const [hidden, missing] = [await eve.get(people), await eve.get(people.replace('vault', 'missing'))]
  assert.equal(hidden.status, 404)
  assert.deepEqual(hidden.body, missing.body)
})

test('a repository has no level for creating others', async () => {
  assert.equal((await ada.put(`${people}/bob`, { permission: 'create-repo' })).status, 400)
  assert.equal((await ada.put(`${groups}/crew`, { permission: 'create-repo' })).status, 400)
})

test('rights are granted to members, and not to owners or strangers', async () => {
  assert.equal((await ada.put(`${people}/eve`, { permission: 'read' })).status, 400)
  assert.equal((await ada.put(`${people}/ada`, { permission: 'read' })).status, 400)
  assert.equal((await ada.put(`${people}/nobody`, { permission: 'read' })).status, 404)
  assert.equal((await ada.put(`${groups}/nobodies`, { permission: 'read' })).status, 404)
})

test('a grant lets in, a better one lets do more, and without it the door is shut', async () => {
  assert.equal((await bob.get(vault)).status, 404)
  const { status, body } = await ada.put(`${people}/bob`, { permission: 'read' })
  assert.equal(status, 200)
  assert.equal(body.type, 'repository_user_permission')
  assert.equal(body.repository.full_name, 'acme/vault')
  assert.equal((await bob.get(vault)).status, 200)
  assert.equal((await bob.put(vault, { description: 'x' })).status, 403)
  await ada.put(`${people}/bob`, { permission: 'admin' })
  assert.equal((await bob.put(vault, { description: 'x' })).status, 200)
  assert.equal((await ada.delete(`${people}/bob`)).status, 204)
  assert.equal((await bob.get(vault)).status, 404)
})

test('the best of all that was granted counts', async () => {
  await ada.put(`${groups}/crew`, { permission: 'admin' })
  await ada.put(`${people}/bob`, { permission: 'read' })
  assert.equal((await bob.put(vault, { description: 'y' })).status, 200)
  await ada.delete(`${groups}/crew`)
  assert.equal((await bob.put(vault, { description: 'y' })).status, 403)
  await ada.delete(`${people}/bob`)
})

test('lists hold what was granted on the repository itself, in pages', async () => {
  await ada.put('/2.0/workspaces/acme/projects/SITE/permissions-config/users/bob', { permission: 'write' })
  assert.deepEqual((await ada.get(people)).body.values, [])
  await ada.put(`${groups}/crew`, { permission: 'write' })
  const { body } = await ada.get(`${groups}?pagelen=1`)
  assert.equal(body.size, 1)
  assert.equal(body.values[0].type, 'repository_group_permission')
  assert.equal(body.values[0].links.self.href, `http://pail.test${groups}/crew`)
})

test('a group that is to have a level everywhere has it on every new repository', async () => {
  await forge.database.transact(tx =>
    tx.updateTable('groups').set({ permission: 'read' }).where('slug', '=', 'crew').execute(),
  )
  await ada.post('/2.0/repositories/acme/newer', {})
  const { body } = await ada.get('/2.0/repositories/acme/newer/permissions-config/groups/crew')
  assert.equal(body.permission, 'read')
})
