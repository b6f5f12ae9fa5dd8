import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger } = village
const q = (text: string) => `q=${encodeURIComponent(text)}`

test('whoever is nobody belongs nowhere', async () => {
  assert.equal((await stranger.get('/2.0/user/workspaces')).status, 401)
  assert.equal((await stranger.get('/2.0/workspaces')).status, 401)
  assert.equal((await stranger.get('/2.0/user/permissions/workspaces')).status, 401)
  assert.equal((await stranger.get('/2.0/user/workspaces/acme/permission')).status, 401)
})

test('an outsider is refused at a public workspace and finds no private one', async () => {
  assert.equal((await eve.get('/2.0/user/workspaces/acme/permission')).status, 403)
  assert.equal((await bob.get('/2.0/user/workspaces/elsewhere/permission')).status, 404)
})

test('the account scope is needed', async () => {
  const narrow = await village.as('ada', ['repository'])
  assert.equal((await narrow.get('/2.0/user/workspaces')).status, 403)
})

test('a field or role that is unknown is refused', async () => {
  assert.equal((await ada.get('/2.0/user/workspaces?sort=name')).status, 400)
  assert.equal((await ada.get('/2.0/workspaces?role=king')).status, 400)
  assert.equal((await ada.get(`/2.0/user/permissions/workspaces?${q('permission > "king"')}`)).status, 400)
})

test('one belongs to one’s own workspaces, and to no others', async () => {
  await ada.post('/pail/1/workspaces', { slug: 'annex' })
  const { body } = await ada.get('/2.0/user/workspaces/?sort=-slug')
  assert.deepEqual(
    body.values.map((one: { workspace: { slug: string } }) => one.workspace.slug),
    ['annex', 'acme'],
  )
  assert.equal(body.pagelen, 50)
  assert.deepEqual(Object.keys(body.values[0]), ['type', 'administrator', 'workspace'])
  assert.deepEqual(Object.keys(body.values[0].workspace), ['type', 'uuid', 'slug', 'links'])
  assert.equal(body.values[0].type, 'workspace_access')
  assert.equal(body.values[0].workspace.type, 'workspace_base')
})

test('those that one administers are told from the others', async () => {
  const mine = await bob.get('/2.0/user/workspaces?administrator=true')
  assert.equal(mine.body.size, 0)
  const others = await bob.get('/2.0/user/workspaces?administrator=false')
  assert.equal(others.body.values[0].administrator, false)
  assert.equal((await ada.get(`/2.0/user/workspaces?administrator=true&${q('slug="acme"')}`)).body.size, 1)
})

test('the permission of the caller is that of a membership', async () => {
  const { body } = await bob.get('/2.0/user/workspaces/acme/permission')
  assert.equal(body.type, 'workspace_membership')
  assert.equal(body.permission, 'member')
  assert.equal(body.user.nickname, 'bob')
  assert.equal(body.workspace.slug, 'acme')
  assert.match(body.added_on, /\+00:00$/)
  assert.ok('last_accessed' in body)
})

test('permissions are compared by rank', async () => {
  const list = async (text: string) => (await ada.get(`/2.0/user/permissions/workspaces?${q(text)}`)).body.size
  assert.equal(await list('permission > "member"'), 2)
  assert.equal(await list('permission < "owner"'), 0)
  assert.equal(await list('workspace.slug = "acme" AND permission >= "create-project"'), 1)
})

test('the removed list goes by role', async () => {
  const slugs = async (who: typeof bob, role: string) =>
    (await who.get(`/2.0/workspaces?role=${role}`)).body.values.map((one: { slug: string }) => one.slug)
  assert.deepEqual(await slugs(bob, 'owner'), [])
  assert.deepEqual(await slugs(bob, 'collaborator'), ['acme'])
  assert.deepEqual(await slugs(bob, 'member'), ['acme'])
  assert.deepEqual(await slugs(eve, 'owner'), ['elsewhere'])
  assert.equal((await eve.get(`/2.0/workspaces?${q('is_private=true')}&sort=-created_on`)).body.size, 1)
})

test('where upstream removals are imitated, the removed lists answer 410', async () => {
  const strict = await openVillage({ PAIL_UPSTREAM_REMOVALS: 'on' })
  const answers = await Promise.all([
    strict.ada.get('/2.0/workspaces'),
    strict.ada.get('/2.0/user/permissions/workspaces'),
  ])
  await strict.close()
  assert.deepEqual(
    answers.map(({ status }) => status),
    [410, 410],
  )
  assert.equal(answers[0]?.body.error.message, 'CHANGE-2770 - Functionality has been deprecated')
})
