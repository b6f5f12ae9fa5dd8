import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { makeFirstProject, makeProject } from '../projects/make.ts'
import { makeGroup } from '../workspaces/groups/change.ts'
import { makeWorkspace } from '../workspaces/make.ts'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger, forge, users, vault } = village
const old = '/2.0/repositories/acme'
const to = (slug: string) => `/pail/1/repositories/acme/${slug}/transfer`

/** `lab` is ada's, and its group is given every new repository; `den` is bob's alone, and private. */
before(() =>
  forge.database.transact(async tx => {
    const lab = await makeWorkspace(tx, { slug: 'lab', name: 'Lab' }, users.ada)
    const first = await makeFirstProject(tx, lab)
    assert.equal(first.key, 'PROJ')
    await makeProject(tx, lab, { key: 'SHUT', name: 'Shut', is_private: true })
    const group = await makeGroup(tx, lab, 'Assistants')
    await tx.updateTable('groups').set({ permission: 'write' }).where('uuid', '=', group.uuid).execute()
    const den = await makeWorkspace(tx, { slug: 'den', is_private: true }, users.bob)
    await makeFirstProject(tx, den)
    const open = await makeWorkspace(tx, { slug: 'open' }, users.bob)
    await makeFirstProject(tx, open)
  }),
)

test('only an administrator hands a repository over', async () => {
  const body = { workspace: { slug: 'den' } }
  assert.equal((await stranger.post(to('site'), body)).status, 401)
  assert.equal((await bob.post(to('site'), body)).status, 403)
  assert.equal((await eve.post(to('vault'), body)).status, 404)
})

test('a token needs the scope of an administrator', async () => {
  const writer = await village.as('ada', ['repository:write'])
  assert.equal((await writer.post(to('site'), { workspace: { slug: 'lab' } })).status, 403)
})

test('the destination is named', async () => {
  const { status, body } = await ada.post(to('site'), {})
  assert.equal(status, 400)
  assert.deepEqual(body.error.fields, { workspace: 'required key not provided' })
})

test('a workspace that is hidden is refused like one that is not there', async () => {
  const [hidden, missing] = await Promise.all(['den', 'hut'].map(slug => ada.post(to('site'), { workspace: { slug } })))
  assert.equal(hidden!.status, 400)
  assert.deepEqual(hidden!.body.error.fields, { workspace: ['Workspace den not found.'] })
  assert.deepEqual(missing!.body.error.fields, { workspace: ['Workspace hut not found.'] })
})

test('one must be let to create there', async () => {
  assert.equal((await ada.post(to('site'), { workspace: { slug: 'open' } })).status, 403)
})

test('what a repository is must be allowed there, and it is not there yet', async () => {
  const put = (slug: string, body: object) => ada.post(to(slug), body)
  assert.equal((await put('site', { workspace: { slug: 'acme' } })).status, 400)
  assert.equal((await put('site', { workspace: { slug: 'lab' }, project: { key: 'NONE' } })).status, 400)
  const shut = await put('site', { workspace: { slug: 'lab' }, project: { key: 'SHUT' } })
  assert.deepEqual(Object.keys(shut.body.error.fields), ['is_private'])
  await ada.post('/2.0/repositories/lab/vault', {})
  const taken = await put('vault', { workspace: { slug: 'lab' } })
  assert.equal(taken.status, 400)
  assert.equal(taken.body.error.message, 'Repository with this Slug and Owner already exists.')
  await ada.delete('/2.0/repositories/lab/vault')
  assert.equal((await ada.get(`${old}/vault`)).status, 200)
})

test('what is not said does not travel along', async () => {
  await ada.put(`${old}/vault/permissions-config/users/bob`, { permission: 'write' })
  await bob.put('/pail/1/repositories/acme/vault/watchers')
  await village.events()
  const destination = { workspace: { slug: 'lab' }, project: { key: 'PROJ' } }
  const moved = await ada.post(to('vault'), { ...destination, name: 'Other', is_private: false, uuid: 'x' })
  assert.equal(moved.status, 200)
  assert.equal(moved.headers.get('location'), 'http://pail.test/2.0/repositories/lab/vault')
  assert.equal(moved.body.full_name, 'lab/vault')
  assert.equal(moved.body.project.key, 'PROJ')
  assert.equal(moved.body.uuid, `{${vault.uuid}}`)
  assert.equal(moved.body.is_private, true)
  assert.deepEqual(await village.events(), ['repo:transfer'])
})

test('rights and watchers of the old workspace stay behind, those of new repositories come', async () => {
  assert.equal((await bob.get('/2.0/repositories/lab/vault')).status, 404)
  assert.equal((await bob.get(`${old}/vault`)).status, 404)
  const grants = await ada.get('/2.0/repositories/lab/vault/permissions-config/groups')
  assert.deepEqual(
    grants.body.values.map((one: { group: { slug: string } }) => one.group.slug),
    ['assistants'],
  )
  assert.equal((await ada.get('/2.0/repositories/lab/vault/permissions-config/users')).body.size, 0)
  assert.equal((await ada.get('/2.0/repositories/lab/vault/watchers')).body.size, 0)
})

test('the old address leads to the new one until it is used again', async () => {
  const read = await ada.get(`${old}/vault`)
  assert.equal(read.status, 301)
  assert.equal(read.headers.get('location'), 'http://pail.test/2.0/repositories/lab/vault')
  assert.equal((await ada.post(`${old}/vault`, {})).status, 200)
  assert.notEqual((await ada.get(`${old}/vault`)).body.uuid, `{${vault.uuid}}`)
})

test('the event tells where the repository came from', async () => {
  const row = await forge.database.reader
    .selectFrom('events')
    .where('key', '=', 'repo:transfer')
    .select('payload')
    .executeTakeFirstOrThrow()
  assert.deepEqual(JSON.parse(row.payload), {
    repository: vault.uuid,
    actor: users.ada.uuid,
    previous_workspace: village.acme.uuid,
  })
})
