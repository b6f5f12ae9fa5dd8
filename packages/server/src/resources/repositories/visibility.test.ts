import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger, forge, vault } = village
const all = '/2.0/repositories/acme'
const enforce = (is_privacy_enforced: 0 | 1) =>
  forge.database.transact(tx =>
    tx.updateTable('workspaces').set({ is_privacy_enforced }).where('slug', '=', 'acme').execute(),
  )
const names = async (caller: typeof ada, path: string) =>
  (await caller.get(path)).body.values.map((one: { name: string }) => one.name) as string[]

test('a private project holds no public repository', async () => {
  await ada.post('/2.0/workspaces/acme/projects', { key: 'DARK', name: 'Dark', is_private: true })
  const made = await ada.post(`${all}/bright`, { project: { key: 'DARK' }, is_private: false })
  assert.equal(made.status, 400)
  assert.deepEqual(Object.keys(made.body.error.fields), ['is_private'])
  await ada.post(`${all}/dim`, { project: { key: 'DARK' } })
  assert.equal((await ada.put(`${all}/dim`, { is_private: false })).status, 400)
  assert.equal((await ada.put(`${all}/site`, { project: { key: 'DARK' } })).status, 400)
})

test('a workspace may keep everything private', async () => {
  await enforce(1)
  assert.equal((await ada.post(`${all}/bright`, { is_private: false })).status, 400)
  assert.equal((await ada.put(`${all}/vault`, { is_private: false })).status, 400)
  await enforce(0)
})

test('what becomes private is hidden from that moment on, in every list and under every address', async () => {
  await ada.post(`${all}/flip`, { is_private: false })
  const before = await eve.get(`${all}/flip`)
  assert.equal(before.status, 200)
  await ada.put(`${all}/flip`, { is_private: true })
  const etag = before.headers.get('etag') ?? ''
  assert.equal((await eve.get(`${all}/flip`, { headers: { 'if-none-match': etag } })).status, 404)
  assert.equal((await eve.get(`/2.0/repositories/%7B%7D/${encodeURIComponent(before.body.uuid)}`)).status, 404)
  for (const path of [all, '/2.0/repositories', '/2.0/teams/acme/repositories'])
    assert.ok(!(await names(stranger, `${path}?pagelen=100`)).includes('flip'), path)
  await ada.put(`${all}/flip`, { is_private: false })
  assert.equal((await eve.get(`${all}/flip`)).status, 200)
})

test('a repository does not show the parent that its reader may not see', async () => {
  await ada.post(`${all}/child`, { is_private: false })
  await forge.database.transact(tx =>
    tx.updateTable('repositories').set({ parent_uuid: vault.uuid }).where('slug', '=', 'child').execute(),
  )
  assert.equal((await eve.get(`${all}/child`)).body.parent, null)
  assert.equal((await ada.get(`${all}/child`)).body.parent.full_name, 'acme/vault')
})

test('asking about a parent that is hidden finds as little', async () => {
  const found = async (caller: typeof ada, q: string) => names(caller, `${all}?${new URLSearchParams({ q })}`)
  for (const q of [
    'parent.name = "vault"',
    'parent != null',
    `parent.uuid = "${vault.uuid}"`,
    'parent.owner.uuid != null',
  ]) {
    assert.deepEqual(await found(eve, `name = "child" and ${q}`), [], q)
    assert.deepEqual(await found(ada, `name = "child" and ${q}`), ['child'], q)
  }
  assert.deepEqual(await found(bob, 'parent.full_name = "acme/vault"'), ['child'])
})

test('a parent that is deleted is none', async () => {
  await ada.post(`${all}/parent`, { is_private: false })
  await forge.database.transact(async tx => {
    const { uuid } = await tx
      .selectFrom('repositories')
      .where('slug', '=', 'parent')
      .select('uuid')
      .executeTakeFirstOrThrow()
    await tx.updateTable('repositories').set({ parent_uuid: uuid }).where('slug', '=', 'child').execute()
  })
  assert.equal((await eve.get(`${all}/child`)).body.parent.name, 'parent')
  await ada.delete(`${all}/parent`)
  assert.equal((await eve.get(`${all}/child`)).body.parent, null)
})

test('a list needs no account, and a workspace that is hidden has none', async () => {
  assert.equal((await stranger.get(all)).status, 200)
  const [hidden, missing] = [
    await stranger.get('/2.0/repositories/elsewhere'),
    await stranger.get('/2.0/repositories/nowhere'),
  ]
  assert.equal(hidden.status, 404)
  assert.equal(missing.status, 404)
  assert.deepEqual(await names(stranger, `${all}?role=member`), [])
})

test('the removed list of all repositories goes on after a moment', async () => {
  const { body } = await ada.get('/2.0/repositories?pagelen=1')
  const after = body.values[0].created_on
  const rest = await names(ada, `/2.0/repositories?${new URLSearchParams({ after, pagelen: '100' })}`)
  assert.equal(rest.length, body.size - 1)
  assert.equal((await ada.get('/2.0/repositories?after=yesterday')).status, 400)
})
