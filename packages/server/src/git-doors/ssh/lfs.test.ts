import assert from 'node:assert/strict'
import { after, test as always, before } from 'node:test'
import { openVillage, type Village } from '@pail/testkit'
import { type KeyPair, makeKey, noSsh, openSsh, type SshVillage } from '@pail/testkit/ssh'
import { bring, lfsAs, lfsCaller, named } from '../lfs/testing.ts'
import { parseLfsCommand } from './command.ts'

const test = noSsh ? always.skip : always
let village: Village
let port: SshVillage
let [ada, bob, deployed] = [] as unknown as [KeyPair, KeyPair, KeyPair]

before(async () => {
  if (noSsh) return
  village = await openVillage()
  port = await openSsh(village.forge)
  ;[ada, bob, deployed] = [makeKey(), makeKey(), makeKey()]
  await village.ada.post('/2.0/users/ada/ssh-keys', { key: ada.public })
  await village.bob.post('/2.0/users/bob/ssh-keys', { key: bob.public })
  await village.ada.post('/2.0/repositories/acme/vault/deploy-keys', { key: deployed.public, label: 'robot' })
})
after(async () => {
  if (noSsh) return
  await port.close()
  await village.close()
})

const ask = (key: KeyPair, path: string, operation: string) =>
  port.ssh(key, [], `git-lfs-authenticate ${path} ${operation}`)
/** Speaks over HTTP with what was said over SSH. */
const go = async (said: string) => lfsCaller(village, 'acme/vault', JSON.parse(said).header.Authorization)

always('a question is about one repository and one of two operations', () => {
  const vault = { workspace: 'acme', repository: 'vault' }
  assert.deepEqual(parseLfsCommand('git-lfs-authenticate acme/vault.git upload'), { ...vault, operation: 'upload' })
  assert.deepEqual(parseLfsCommand("git-lfs-authenticate '/acme/vault' download"), { ...vault, operation: 'download' })
  for (const text of [
    'git-lfs-authenticate acme/vault.git',
    'git-lfs-authenticate acme/vault.git erase',
    'git-lfs-authenticate acme/vault.git upload; id',
    'git-lfs-authenticate acme/../x/vault.git upload',
    'git-lfs-transfer acme/vault.git upload',
  ])
    assert.equal(parseLfsCommand(text), undefined, text)
})

test('who may not come in hears why, and gets nothing', async () => {
  const hidden = await ask(makeKey(), 'acme/vault.git', 'download')
  assert.deepEqual([hidden.code, hidden.out], [255, ''])
  const eve = makeKey()
  await village.eve.post('/2.0/users/eve/ssh-keys', { key: eve.public })
  const [missing, invisible] = [await ask(eve, 'acme/nothing', 'download'), await ask(eve, 'acme/vault', 'download')]
  assert.deepEqual([invisible.code, invisible.out, invisible.err], [128, '', missing.err])
  const reader = await ask(eve, 'acme/site', 'upload')
  assert.deepEqual([reader.code, reader.out], [128, ''])
  assert.match(reader.err, /You must have write or admin access/)
  assert.match((await ask(deployed, 'acme/vault', 'upload')).err, /You must have write or admin access/)
})

test('a key gives a token for one operation in one repository', async () => {
  const { code, out } = await ask(bob, 'acme/vault.git', 'download')
  const access = JSON.parse(out)
  assert.deepEqual([code, access.href], [0, 'http://localhost:7990/acme/vault.git/info/lfs'])
  assert.ok(access.expires_in > 0)
  assert.equal((await (await go(out)).batch('upload', named('x'))).status, 403)
  const upload = await go((await ask(bob, '/acme/vault', 'upload')).out)
  assert.equal((await bring(upload, 'over SSH')).status, 200)
  assert.equal((await upload.post('locks', { path: 'a.bin' })).body.lock.owner.name, 'Bob')
  const site = await lfsCaller(village, 'acme/site', access.header.Authorization)
  assert.equal((await site.batch('download', named('x'))).status, 403)
})

test('a deploy key reads, with no account behind it', async () => {
  await bring(await lfsAs(village, 'acme/vault', 'ada'), 'for robots')
  const robot = await go((await ask(deployed, 'acme/vault', 'download')).out)
  const { download } = (await robot.batch('download', named('for robots'))).body.objects[0].actions
  const { body } = await robot.send('GET', download.href, { headers: download.header })
  assert.equal(body, 'for robots')
  assert.equal((await robot.send('GET', 'locks')).status, 200)
  assert.equal((await robot.post('locks', { path: 'x' })).status, 403)
})

test('a token ends with the key that it was given for', async () => {
  const key = makeKey()
  const { body } = await village.ada.post('/2.0/users/ada/ssh-keys', { key: key.public })
  const caller = await go((await ask(key, 'acme/vault', 'upload')).out)
  assert.equal((await caller.batch('upload', named('x'))).status, 200)
  assert.equal((await village.ada.delete(`/2.0/users/ada/ssh-keys/${body.uuid}`)).status, 204)
  assert.equal((await caller.batch('upload', named('x'))).status, 404)
})
