import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Caller, openVillage } from '@pail/testkit'
import { addToGroup, makeGroup } from '../../workspaces/groups/change.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, root, stranger, forge, acme, users } = village
const everybody = '/2.0/workspaces/acme/permissions/repositories'
const own = '/2.0/user/workspaces/acme/permissions/repositories'
const people = (slug: string) => `/2.0/repositories/acme/${slug}/permissions-config/users`

interface Shown {
  permission: string
  user: { nickname: string }
  repository: { name: string }
}

/** Who may do what with what, such as `ada admin vault`. */
async function rights(caller: Caller, path: string, query: Record<string, string> = {}): Promise<string[]> {
  const { status, body } = await caller.get(`${path}?${new URLSearchParams({ pagelen: '100', ...query })}`)
  assert.equal(status, 200, JSON.stringify(body))
  assert.equal(body.size, body.values.length)
  return body.values.map((one: Shown) => `${one.user.nickname} ${one.permission} ${one.repository.name}`)
}

/** Bob writes in SITE by name; his crew administers the vault and reads the project DARK around `inner`. */
before(async () => {
  await forge.database.transact(async tx => {
    await addToGroup(tx, await makeGroup(tx, acme, 'Crew'), users.bob.uuid)
  })
  await ada.put('/2.0/repositories/acme/vault/permissions-config/groups/crew', { permission: 'admin' })
  await ada.post('/2.0/workspaces/acme/projects', { key: 'DARK', name: 'Dark', is_private: true })
  await ada.post('/2.0/repositories/acme/inner', { project: { key: 'DARK' } })
  await ada.post('/2.0/repositories/acme/open', { project: { key: 'SITE' }, is_private: false })
  await ada.put('/2.0/workspaces/acme/projects/DARK/permissions-config/groups/crew', { permission: 'create-repo' })
})

test('only owners know what everybody may do in a workspace', async () => {
  assert.equal((await stranger.get(everybody)).status, 401)
  assert.equal((await bob.get(everybody)).status, 403)
  assert.equal((await eve.get(everybody)).status, 403)
  assert.equal((await eve.get('/2.0/workspaces/nowhere/permissions/repositories')).status, 404)
})

test('only administrators of a repository know what everybody may do with it', async () => {
  assert.equal((await stranger.get(`${everybody}/site`)).status, 401)
  assert.equal((await bob.get(`${everybody}/site`)).status, 403)
  assert.equal((await eve.get(`${everybody}/site`)).status, 403)
  const [hidden, missing] = [await eve.get(`${everybody}/vault`), await eve.get(`${everybody}/missing`)]
  assert.equal(hidden.status, 404)
  assert.deepEqual(hidden.body, missing.body)
})

test('what one may do oneself is for members to ask', async () => {
  assert.equal((await stranger.get(own)).status, 401)
  assert.equal((await eve.get(own)).status, 403)
})

test('a token needs both scopes to read its owner’s rights', async () => {
  const { status, body } = await (await village.as('bob', ['account'])).get(own)
  assert.equal(status, 403)
  assert.deepEqual(body.error.detail.required, ['account', 'repository'])
})

test('only what is shown can be filtered and sorted by', async () => {
  for (const query of ['sort=user.email', 'sort=rank', 'q=user.username="ada"', 'q=permission>"owner"'])
    assert.equal((await ada.get(`${everybody}?${query.replaceAll('"', '%22')}`)).status, 400, query)
})

test('each person is listed once for a repository, with the best of all rights', async () => {
  assert.deepEqual((await rights(ada, everybody)).sort(), [
    'ada admin inner',
    'ada admin open',
    'ada admin site',
    'ada admin vault',
    'bob admin vault',
    'bob write inner',
    'bob write open',
    'bob write site',
  ])
})

test('one repository has its own list, for whoever administers it', async () => {
  assert.deepEqual((await rights(bob, `${everybody}/vault`)).sort(), ['ada admin vault', 'bob admin vault'])
  assert.deepEqual(await rights(root, `${everybody}/inner`, { sort: 'permission' }), [
    'bob write inner',
    'ada admin inner',
  ])
})

test('levels are compared by what they allow', async () => {
  const by = (q: string) => rights(ada, `${everybody}/site`, { q })
  assert.deepEqual(await by('permission > "read"'), await rights(ada, `${everybody}/site`))
  assert.deepEqual(await by('permission > "write"'), ['ada admin site'])
  assert.deepEqual(await by('permission < "admin" and user.nickname = "bob"'), ['bob write site'])
  assert.deepEqual(await by('permission = "read"'), [])
})

test('lists are filtered and sorted by person and by repository', async () => {
  assert.deepEqual(
    await rights(ada, everybody, { q: 'repository.full_name = "acme/site"', sort: '-user.display_name' }),
    ['bob write site', 'ada admin site'],
  )
  assert.deepEqual(await rights(ada, everybody, { q: `user.uuid = "{${users.bob.uuid}}"`, sort: '-repository.name' }), [
    'bob admin vault',
    'bob write site',
    'bob write open',
    'bob write inner',
  ])
  assert.deepEqual(await rights(ada, everybody, { q: 'repository.project.key = "DARK" and permission = "write"' }), [
    'bob write inner',
  ])
})

test('what is merely public is not among one’s rights', async () => {
  await ada.delete('/2.0/workspaces/acme/projects/SITE/permissions-config/users/bob')
  assert.deepEqual((await rights(bob, own)).sort(), ['bob admin vault', 'bob write inner'])
  await ada.put(`${people('site')}/bob`, { permission: 'read' })
  assert.deepEqual(await rights(bob, own, { q: 'repository.full_name="acme/site"' }), ['bob read site'])
  await ada.delete(`${people('site')}/bob`)
})

test('one’s rights in all workspaces are listed as upstream no longer does', async () => {
  assert.deepEqual(await rights(bob, '/2.0/user/permissions/repositories'), await rights(bob, own))
  assert.deepEqual(await rights(eve, '/2.0/user/permissions/repositories'), [])
})

test('pages of rights neither overlap nor lose any', async () => {
  const whole = await rights(ada, everybody)
  const pages: string[] = []
  for (let page = 1; page <= 3; page++) {
    const { body } = await ada.get(`${everybody}?pagelen=2&page=${page}`)
    assert.equal(body.size, whole.length)
    pages.push(...body.values.map((one: Shown) => `${one.user.nickname} ${one.permission} ${one.repository.name}`))
  }
  assert.deepEqual(pages, whole.slice(0, 6))
})
