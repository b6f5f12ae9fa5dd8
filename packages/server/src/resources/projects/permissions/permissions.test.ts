import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { addToGroup, makeGroup } from '../../workspaces/groups/change.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger, forge, acme, users } = village
const all = '/2.0/workspaces/acme/projects'
const people = `${all}/SITE/permissions-config/users`
const groups = `${all}/SITE/permissions-config/groups`

before(() =>
  forge.database.transact(async tx => {
    await addToGroup(tx, await makeGroup(tx, acme, 'Crew'), users.bob.uuid)
  }),
)

test('only administrators of a project know and say what is granted on it', async () => {
  for (const path of [people, `${people}/bob`, groups, `${groups}/crew`]) {
    assert.equal((await stranger.get(path)).status, 401, path)
    assert.equal((await eve.get(path)).status, 403, path)
    assert.equal((await bob.get(path)).status, 403, path)
  }
  assert.equal((await bob.put(`${people}/bob`, { permission: 'admin' })).status, 403)
  assert.equal((await bob.delete(`${groups}/crew`)).status, 403)
})

test('the grants of a hidden project are as hidden', async () => {
  await ada.post(all, { key: 'DARK', name: 'Dark', is_private: true })
  const at = (key: string) => eve.get(`${all}/${key}/permissions-config/users`)
  const [hidden, missing] = [await at('DARK'), await at('MISSING')]
  assert.equal(hidden.status, 404)
  assert.deepEqual(hidden.body, missing.body)
})

test('a token needs the scopes of both a project administrator and of permissions', async () => {
  const granular = await village.as('ada', ['admin:project:bitbucket'])
  const { status, body } = await granular.put(`${people}/bob`, { permission: 'read' })
  assert.equal(status, 403)
  assert.deepEqual(body.error.detail.required, ['admin:project:bitbucket', 'write:permission:bitbucket'])
})

test('unknown people and groups are not found', async () => {
  assert.equal((await ada.put(`${people}/nobody`, { permission: 'read' })).status, 404)
  assert.equal((await ada.get(`${people}/nobody`)).status, 404)
  assert.equal((await ada.delete(`${people}/nobody`)).status, 404)
  assert.equal((await ada.put(`${groups}/nobodies`, { permission: 'read' })).status, 404)
  assert.equal((await ada.get(`${groups}/nobodies`)).status, 404)
})

test('rights are granted to members, and not to owners, who have them', async () => {
  const put = (who: string) => ada.put(`${people}/${who}`, { permission: 'read' })
  const [outsider, owner] = [await put('eve'), await put('ada')]
  assert.equal(outsider.status, 400)
  assert.deepEqual(outsider.body.error.fields, { user: ['This person is not a member of the workspace.'] })
  assert.equal(owner.status, 400)
})

test('a level must be one of a project', async () => {
  for (const permission of ['none', 'owner', 'ADMIN', '', 7])
    assert.equal((await ada.put(`${people}/bob`, { permission })).status, 400, String(permission))
  assert.deepEqual((await ada.put(`${people}/bob`, {})).body.error.fields, { permission: 'required key not provided' })
})

test('a grant is shown with whom it is for and what it is on', async () => {
  const { status, body } = await ada.put(`${people}/${encodeURIComponent(`{${users.bob.uuid}}`)}`, {
    permission: 'create-repo',
  })
  assert.equal(status, 200)
  assert.equal(body.type, 'project_user_permission')
  assert.equal(body.permission, 'create-repo')
  assert.equal(body.user.nickname, 'bob')
  assert.equal(body.project.key, 'SITE')
  const { pathname } = new URL(body.links.self.href)
  assert.deepEqual((await ada.get(pathname)).body, body)
  assert.deepEqual((await ada.get(people)).body.values, [body])
})

test('a group is granted something like a person', async () => {
  const { status, body } = await ada.put(`${groups}/crew`, { permission: 'admin' })
  assert.equal(status, 200)
  assert.equal(body.type, 'project_group_permission')
  assert.equal(body.group.slug, 'crew')
  assert.equal(body.group.full_slug, 'acme:crew')
  assert.equal(body.project.key, 'SITE')
  assert.deepEqual((await ada.get(groups)).body.values, [body])
  assert.equal((await bob.put(`${all}/SITE`, { description: 'By the crew' })).status, 200)
  assert.equal((await ada.delete(`${groups}/crew`)).status, 204)
  assert.equal((await bob.put(`${all}/SITE`, { description: 'Alone' })).status, 403)
})

test('where nothing was granted there is nothing, which can be taken back', async () => {
  assert.equal((await ada.get(`${people}/eve`)).body.permission, 'none')
  assert.equal((await ada.get(`${groups}/crew`)).body.permission, 'none')
  assert.equal((await ada.delete(`${people}/eve`)).status, 204)
  assert.deepEqual((await ada.get(groups)).body.values, [])
})

test('a grant opens a private project, and taking it back closes it', async () => {
  const dark = `${all}/DARK`
  assert.equal((await bob.get(dark)).status, 404)
  await ada.put(`${dark}/permissions-config/users/bob`, { permission: 'read' })
  assert.equal((await bob.get(dark)).status, 200)
  assert.equal((await bob.get(`${all}?q=${encodeURIComponent('key = "DARK"')}`)).body.size, 1)
  await ada.delete(`${dark}/permissions-config/users/bob`)
  assert.equal((await bob.get(dark)).status, 404)
})

test('who was granted a repository sees what the project around it is called', async () => {
  await ada.post('/2.0/repositories/acme/inner', { project: { key: 'DARK' } })
  await ada.put('/2.0/repositories/acme/inner/permissions-config/users/bob', { permission: 'write' })
  const { body } = await bob.get('/2.0/repositories/acme/inner')
  const { pathname } = new URL(body.project.links.self.href)
  assert.equal((await bob.get(pathname)).body.key, 'DARK')
  assert.equal((await bob.get(`${all}?q=${encodeURIComponent('key = "DARK"')}`)).body.size, 1)
  assert.equal((await bob.put(pathname, { name: 'Mine' })).status, 403)
  assert.equal((await bob.post('/2.0/repositories/acme/inner-2', { project: { key: 'DARK' } })).status, 403)
})
