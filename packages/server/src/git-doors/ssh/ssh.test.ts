import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, test as always, before } from 'node:test'
import { git, makeHistory, openVillage, temporary, type Village } from '@pail/testkit'
import { type KeyPair, makeKey, noSsh, openSsh, type SshVillage } from '@pail/testkit/ssh'
import { makeUser } from '../../resources/users/make.ts'
import { newSshKey } from '../../resources/users/ssh-keys/ssh-key.ts'
import { create } from '../../resources/users/ssh-keys/store.ts'

const test = noSsh ? always.skip : always
let village: Village
let port: SshVillage
let ada: KeyPair
let bob: KeyPair
let eve: KeyPair
let source: string

before(async () => {
  if (noSsh) return
  village = await openVillage()
  port = await openSsh(village.forge)
  ada = makeKey()
  bob = makeKey('ecdsa', 384)
  eve = makeKey('rsa', 3072)
  await village.ada.post('/2.0/users/ada/ssh-keys', { key: ada.public })
  await village.bob.post('/2.0/users/bob/ssh-keys', { key: bob.public })
  await village.eve.post('/2.0/users/eve/ssh-keys', { key: eve.public })
  source = await makeHistory({ commits: 60, files: 10 })
  const { code, err } = await port.git(ada, source, 'push', port.url('acme/vault'), '--mirror')
  assert.equal(code, 0, err)
})
after(async () => {
  if (noSsh) return
  assert.deepEqual(port.faults, [])
  await port.close()
  await village.close()
})

const HIDDEN = /You may not have access to this repository or it no longer exists/
const clone = (key: KeyPair, name: string, ...options: string[]) =>
  port.git(key, temporary(), ...options, 'clone', '-q', port.url(name), 'clone')
const tip = async () => git(source, 'rev-parse', 'main')

test('a key that nobody has is refused, whatever account it names', async () => {
  const stranger = makeKey()
  const { code, err } = await port.ssh(stranger, ['-T'])
  assert.equal(code, 255)
  assert.match(err, /git@127\.0\.0\.1: Permission denied \(publickey\)\./)
  assert.match((await port.ssh(ada, ['-T', '-l', 'ada'])).err, /ada@127\.0\.0\.1: Permission denied \(publickey\)\./)
})

test('passwords are not taken', async () => {
  const { code, err } = await port.ssh(ada, ['-T', '-o', 'PubkeyAuthentication=no'])
  assert.equal(code, 255)
  assert.match(err, /Permission denied \(publickey\)/)
})

test('the key of an account that may not come in opens nothing', async () => {
  const key = makeKey()
  const { database } = village.forge
  await database.transact(async tx => {
    const carol = await makeUser(tx, { username: 'carol', display_name: 'Carol', email: 'carol@example.com' })
    await create(tx, newSshKey(carol.uuid, { key: key.public }, '2026-01-01T00:00:00.000Z'))
  })
  assert.equal((await port.ssh(key, ['-T'])).code, 0)
  await database.writer.updateTable('users').set({ status: 'suspended' }).where('username', '=', 'carol').execute()
  assert.equal((await port.ssh(key, ['-T'])).code, 255)
})

test('a private repository is hidden from whoever may not see it, as if it were not there', async () => {
  const [hidden, missing] = [await clone(eve, 'acme/vault'), await clone(eve, 'acme/nothing')]
  assert.equal(hidden.code, 128)
  assert.match(hidden.err, HIDDEN)
  assert.match(hidden.err, /Could not read from remote repository/)
  assert.equal(hidden.err, missing.err)
})

test('whoever may only read cannot push', async () => {
  const { code, err } = await port.git(eve, source, 'push', port.url('acme/site'), 'main')
  assert.notEqual(code, 0)
  assert.match(err, /Access denied\. You must have write or admin access\./)
})

test('whatever is no command of git is refused, and nothing is started', async () => {
  for (const command of ['id', "git-upload-pack 'acme/site'; id", 'scp -t .', 'git-shell']) {
    const { code, out, err } = await port.ssh(ada, [], command)
    assert.deepEqual([code, out], [128, ''])
    assert.match(err, /shell access is disabled/)
  }
})

test('there is no terminal, no forwarding and no file transfer', async () => {
  assert.match((await port.ssh(ada, ['-tt'])).err, /PTY allocation request failed/)
  assert.match((await port.ssh(ada, ['-s'], 'sftp')).err, /subsystem request failed/)
  const back = await port.ssh(ada, ['-T', '-R', '0:127.0.0.1:1', '-o', 'ExitOnForwardFailure=yes'])
  assert.match(back.err, /remote port forwarding failed/)
  const through = await port.ssh(ada, ['-W', '127.0.0.1:22'])
  assert.match(through.err, /administratively prohibited/)
})

test('no variable of the environment is taken but the version of the protocol', async () => {
  process.env.GIT_TRACE = '/tmp/pail-should-not-be'
  try {
    assert.equal((await port.ssh(ada, ['-T', '-o', 'SendEnv=GIT_TRACE'])).code, 0)
    assert.equal(readdirSync('/tmp').includes('pail-should-not-be'), false)
  } finally {
    delete process.env.GIT_TRACE
  }
})

test('old algorithms are not spoken', async () => {
  const fails = async (option: string) => assert.equal((await port.ssh(ada, ['-T', '-o', option])).code, 255)
  await fails('HostKeyAlgorithms=ssh-rsa')
  await fails('KexAlgorithms=diffie-hellman-group14-sha1')
  await fails('Ciphers=aes128-cbc')
  await fails('Ciphers=chacha20-poly1305@openssh.com')
  await fails('MACs=hmac-sha1')
  const rsa = await port.ssh(eve, ['-T', '-o', 'PubkeyAcceptedAlgorithms=ssh-rsa'])
  assert.match(rsa.err, /Permission denied/)
})

test('each kind of host key and of user key is good', async () => {
  for (const kind of ['ssh-ed25519', 'ecdsa-sha2-nistp256', 'rsa-sha2-512', 'rsa-sha2-256'])
    for (const key of [ada, bob, eve]) {
      const options = ['-T', '-o', `HostKeyAlgorithms=${kind}`, '-o', 'UserKnownHostsFile=/dev/null']
      assert.equal((await port.ssh(key, options)).code, 0, kind)
    }
})

test('whoever asks for a shell is told who they are, and that there is none', async () => {
  const { code, out } = await port.ssh(ada, ['-T'])
  assert.equal(code, 0)
  assert.equal(out, 'authenticated via ssh key.\n\nYou are Ada (ada).\nGit is served here; shell access is disabled.\n')
})

test('a repository is cloned in every version of the protocol', async () => {
  for (const version of [0, 1, 2]) {
    const folder = temporary()
    const { code, err } = await port.git(
      bob,
      folder,
      ...['-c', `protocol.version=${version}`, 'clone', '-q', '--mirror', port.url('acme/vault'), 'clone'],
    )
    assert.equal(code, 0, err)
    assert.equal(await git(join(folder, 'clone'), 'rev-parse', 'main'), await tip())
    assert.equal(await git(join(folder, 'clone'), 'for-each-ref'), await git(source, 'for-each-ref'))
  }
})

test('histories that went apart are fetched in every version of the protocol', async () => {
  for (const version of [0, 1, 2]) {
    const folder = join(temporary(), 'clone')
    await port.git(bob, source, 'clone', '-q', '--depth=3', port.url('acme/vault'), folder)
    for (let count = 0; count < 40; count++) await git(folder, 'commit', '-q', '--allow-empty', '-m', `mine ${count}`)
    const set = ['-c', `protocol.version=${version}`]
    for (const args of [['--deepen=2'], ['--unshallow'], ['--prune', 'origin', '+refs/heads/*:refs/all/*']]) {
      const { code, err } = await port.git(bob, folder, ...set, 'fetch', '-q', ...args)
      assert.equal(code, 0, `${version} ${args}: ${err}`)
    }
    assert.equal(await git(folder, 'rev-list', '--count', 'origin/main'), '60')
    await git(folder, 'fsck')
  }
})

test('what nothing public reaches cannot be asked for by name, in no version of the protocol', async () => {
  const folder = temporary()
  await git(folder, 'clone', '-q', source, 'mine')
  const mine = join(folder, 'mine')
  await git(mine, 'commit', '-q', '--allow-empty', '-m', 'secret')
  const secret = await git(mine, 'rev-parse', 'HEAD')
  assert.equal((await port.git(ada, mine, 'push', '-q', port.url('acme/vault'), 'HEAD:refs/heads/short')).code, 0)
  assert.equal((await port.git(ada, mine, 'push', '-q', port.url('acme/vault'), ':refs/heads/short')).code, 0)
  for (const version of [0, 2]) {
    const { code, err } = await port.git(
      bob,
      source,
      ...['-c', `protocol.version=${version}`, 'fetch', '-q', port.url('acme/vault'), secret],
    )
    assert.notEqual(code, 0)
    assert.match(err, /not our ref/)
  }
})

test('a push is told about, with its options and all or nothing', async () => {
  await village.events()
  const args = ['push', '--atomic', '-o', 'ci.skip', port.url('acme/vault')]
  const { code, err } = await port.git(bob, source, ...args, 'main:feature/two', 'main:feature/three')
  assert.equal(code, 0)
  assert.match(err, /remote: Create pull request for feature\/two:/)
  assert.deepEqual(await village.events(), ['repo:push'])
  const refused = await port.git(bob, source, ...args, 'main:refs/pull-requests/1/from', 'main:feature/four')
  assert.notEqual(refused.code, 0)
  assert.match(refused.err, /deny updating a hidden ref/)
  assert.match((await port.git(bob, source, 'ls-remote', port.url('acme/vault'))).out, /feature\/two/)
  assert.doesNotMatch((await port.git(bob, source, 'ls-remote', port.url('acme/vault'))).out, /feature\/four/)
})

test('a branch is deleted, and a push of nothing is none', async () => {
  await port.git(bob, source, 'push', '-q', port.url('acme/vault'), 'main:gone')
  assert.equal((await port.git(bob, source, 'push', '-q', port.url('acme/vault'), ':gone')).code, 0)
  assert.match((await port.git(bob, source, 'push', port.url('acme/vault'), 'main')).err, /Everything up-to-date/)
})

test('an archive of what is public is made, and of nothing else', async () => {
  const archive = (...args: string[]) => port.git(bob, source, 'archive', `--remote=${port.url('acme/vault')}`, ...args)
  const { code, out } = await archive('--format=tar', '--prefix=x/', 'main')
  assert.equal(code, 0)
  assert.match(out, /x\/src\/part-1\/file-1\.txt/)
  assert.match((await archive('--list')).out, /^tar\ntgz\n/)
  assert.match((await archive('nothing')).err, /There is no commit nothing/)
  assert.match((await archive('-9', '--format=zip', 'main')).err, /-9 is not known here/)
})

test('an old address leads to where the repository is now', async () => {
  await village.ada.post('/2.0/repositories/acme/before', { project: { key: 'SITE' } })
  await port.git(ada, source, 'push', '-q', port.url('acme/before'), 'main')
  await village.ada.put('/2.0/repositories/acme/before', { name: 'after' })
  const { code, err } = await clone(bob, 'acme/before')
  assert.equal(code, 0)
  assert.match(err, /This repository has moved to acme\/after\./)
})

test('a key that was taken away opens nothing from then on', async () => {
  const key = makeKey()
  const { body } = await village.ada.post('/2.0/users/ada/ssh-keys', { key: key.public })
  assert.equal((await port.ssh(key, ['-T'])).code, 0)
  await village.ada.delete(`/2.0/users/ada/ssh-keys/${(body as { uuid: string }).uuid}`)
  assert.equal((await port.ssh(key, ['-T'])).code, 255)
})

test('the use of a key is noted', async () => {
  const { body } = await village.bob.get('/2.0/users/bob/ssh-keys')
  assert.match(JSON.stringify(body), /"last_used":"20/)
})
