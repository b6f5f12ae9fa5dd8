import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { sealedPart } from '../../kernel/sealed-address.ts'
import { type Pass, passIn } from './pass.ts'
import { act, bring, lfsAs, lfsCaller, named, piecemeal, type Told } from './testing.ts'

const village = await openVillage()
after(() => village.close())
const { forge, ada: api } = village
const SITE = '/2.0/repositories/acme/site'

const [site, vault] = [await lfsAs(village, 'acme/site', 'bob'), await lfsAs(village, 'acme/vault', 'bob')]
const actionsFor = ({ body }: Told) => body.objects[0].actions
const withPass = async (pass: string, fullName: string) => lfsCaller(village, fullName, pass)
/** What a pass for the vault says, given to bob. */
const passFor = async (operation: 'upload' | 'download', content = 'x'): Promise<string> => {
  await bring(vault, 'kept')
  const actions = actionsFor(await vault.batch(operation, named(operation === 'download' ? 'kept' : content)))
  return actions[operation].header.Authorization
}

test('a pass that is over, or was made by somebody else, is no credential', async () => {
  const pass = passIn(forge, await passFor('upload'))!
  const over = sealedPart<Pass>('lfs/pass').seal(forge.keys, pass, -1)
  const elsewhere = sealedPart<Pass>('downloads/address').seal(forge.keys, pass, 60)
  for (const wrong of [over, elsewhere, `${over}x`, 'x', 'x.y', '']) {
    const { status, headers } = await (await withPass(`RemoteAuth ${wrong}`, 'acme/vault')).batch('upload', named('x'))
    assert.deepEqual([status, headers.has('lfs-authenticate')], [401, true], wrong)
  }
})

test('a pass for a file is for nothing but that file', async () => {
  const upload = await withPass(await passFor('upload', 'mine'), 'acme/vault')
  assert.equal((await upload.send('PUT', `objects/${named('other').oid}`, { body: 'other' })).status, 403)
  assert.equal((await upload.send('GET', `objects/${named('kept').oid}`)).status, 403)
  assert.equal((await upload.batch('upload', named('other'))).status, 403)
  assert.equal((await upload.send('GET', 'locks')).status, 403)
  assert.equal((await upload.post('locks', { path: 'a' })).status, 403)
  assert.equal((await upload.send('PUT', `objects/${named('mine').oid}`, { body: 'mine' })).status, 200)
})

test('a pass for reading brings nothing', async () => {
  const download = await withPass(await passFor('download'), 'acme/vault')
  const path = `objects/${named('kept').oid}`
  assert.equal((await download.send('PUT', path, { body: 'kept' })).status, 403)
  assert.equal((await download.post(`${path}/verify`, named('kept'))).status, 403)
  assert.equal((await download.send('GET', path)).body, 'kept')
})

test('a pass for one repository opens no other', async () => {
  const elsewhere = await withPass(await passFor('download'), 'acme/site')
  await bring(site, 'kept')
  assert.equal((await elsewhere.send('GET', `objects/${named('kept').oid}`)).status, 403)
  const nowhere = await withPass(await passFor('download'), 'elsewhere/secret')
  assert.equal((await nowhere.send('GET', `objects/${named('kept').oid}`)).status, 404)
})

test('a pass ends with the token that it was given for', async () => {
  const made = await api.post('/pail/1/repositories/acme/vault/access-tokens', {
    name: 'robot',
    scopes: ['repository', 'repository:write'],
  })
  const robot = await lfsCaller(village, 'acme/vault', `Bearer ${made.body.token ?? made.body.secret}`)
  const { upload } = actionsFor(await robot.batch('upload', named('by a robot')))
  assert.equal((await api.delete(`/pail/1/repositories/acme/vault/access-tokens/${made.body.uuid}`)).status, 204)
  assert.equal((await act('PUT', upload, { body: 'by a robot' })).status, 401)
})

test('a pass is worth what its holder may do when it is shown', async () => {
  const { upload } = actionsFor(await site.batch('upload', named('while I may')))
  const at = '/2.0/workspaces/acme/projects/SITE/permissions-config/users/%7B' + `${village.users.bob.uuid}%7D`
  assert.equal((await api.put(at, { permission: 'read' })).status, 200)
  assert.equal((await act('PUT', upload, { body: 'while I may' })).status, 403)
  assert.equal((await api.put(at, { permission: 'write' })).status, 200)
  assert.equal((await act('PUT', upload, { body: 'while I may' })).status, 200)
})

test('who loses the right to push while a file comes in does not bring it', async () => {
  const { upload } = actionsFor(await site.batch('upload', named('begun and over')))
  const at = '/2.0/workspaces/acme/projects/SITE/permissions-config/users/%7B' + `${village.users.bob.uuid}%7D`
  const body = piecemeal(
    (async function* () {
      yield 'begun '
      assert.equal((await api.put(at, { permission: 'read' })).status, 200)
      yield 'and over'
    })(),
  )
  const told = await act('PUT', upload, body)
  assert.equal(told.status, 403)
  assert.equal((await api.put(at, { permission: 'write' })).status, 200)
  assert.equal((await site.batch('download', named('begun and over'))).body.objects[0].error.code, 404)
})

test('a renamed repository leads its clients on, with what they send', async () => {
  await api.post('/2.0/repositories/acme/old', { project: { key: 'SITE' } })
  const old = await lfsAs(village, 'acme/old', 'ada')
  await api.put('/2.0/repositories/acme/old', { name: 'new' })
  const { status, headers } = await old.batch('upload', named('x'))
  assert.deepEqual([status, headers.get('location')], [308, `${old.at.replace('/old', '/new')}/objects/batch`])
  await bring(await lfsAs(village, 'acme/new', 'ada'), 'x')
})

test('a fork has the files that its parent had, and what comes to one of them later the other has not', async () => {
  await bring(site, 'before')
  const made = await api.post(`${SITE}/forks`, { workspace: { slug: 'acme' }, name: 'forked' })
  assert.equal(made.status, 201)
  const fork = await lfsAs(village, 'acme/forked', 'ada')
  assert.ok(actionsFor(await fork.batch('download', named('before'))).download)
  await bring(site, 'after')
  await bring(fork, 'of the fork')
  assert.equal((await fork.batch('download', named('after'))).body.objects[0].error.code, 404)
  assert.equal((await site.batch('download', named('of the fork'))).body.objects[0].error.code, 404)
})

test('with a repository what it says of files goes, and another keeps what it has', async () => {
  await api.post('/2.0/repositories/acme/passing', { project: { key: 'SITE' } })
  const passing = await lfsAs(village, 'acme/passing', 'ada')
  await bring(passing, 'shared')
  await bring(passing, 'only here')
  await bring(site, 'shared')
  assert.equal((await passing.post('locks', { path: 'a.bin' })).status, 201)
  assert.equal((await api.delete('/2.0/repositories/acme/passing')).status, 204)
  assert.equal((await passing.batch('download', named('shared'))).status, 404)
  const db = forge.database.reader
  const left = await db.selectFrom('lfs_objects').where('oid', '=', named('only here').oid).select('oid').execute()
  assert.deepEqual(left, [])
  assert.deepEqual(await db.selectFrom('lfs_locks').select('path').execute(), [])
  assert.ok(actionsFor(await site.batch('download', named('shared'))).download)
})
