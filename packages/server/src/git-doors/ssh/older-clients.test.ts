import assert from 'node:assert/strict'
import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { createECDH, generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { after, test as always, before } from 'node:test'
import { promisify } from 'node:util'
import { ENVIRONMENT, git, makeHistory, openVillage, temporary, type Village } from '@pail/testkit'
import { type KeyPair, makeKey, noSsh, openSsh, type SshVillage } from '@pail/testkit/ssh'

const test = noSsh ? always.skip : always
const noDropbear = spawnSync('dbclient', ['-V']).error ? 'dropbear-bin is not installed' : false
let village: Village
let port: SshVillage
let ada: KeyPair
let source: string

before(async () => {
  if (noSsh) return
  village = await openVillage()
  port = await openSsh(village.forge)
  ada = makeKey()
  await village.ada.post('/2.0/users/ada/ssh-keys', { key: ada.public })
  source = await makeHistory({ commits: 60, files: 10 })
  const { code, err } = await port.git(ada, source, 'push', port.url('acme/vault'), '--all')
  assert.equal(code, 0, err)
})
after(async () => {
  if (noSsh) return
  assert.deepEqual(port.faults, [])
  await port.close()
  await village.close()
})

/** A packet before anything is encrypted. */
function packet(payload: Buffer): Buffer {
  const padding = 8 - ((payload.length + 5) % 8) + 8
  const whole = Buffer.alloc(5 + payload.length + padding)
  whole.writeUInt32BE(1 + payload.length + padding)
  whole[4] = padding
  payload.copy(whole, 5)
  return whole
}

const counted = (content: string | Uint8Array) => {
  const bytes = Buffer.from(content as string)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

/** What a client can do, followed by its guess. */
function beginning(kex: string): Buffer {
  const lists = [
    kex,
    'ssh-ed25519',
    'aes128-ctr',
    'aes128-ctr',
    'hmac-sha2-256',
    'hmac-sha2-256',
    'none',
    'none',
    '',
    '',
  ]
  return packet(
    Buffer.concat([Buffer.from([20]), Buffer.alloc(16), ...lists.map(counted), Buffer.from([1, 0, 0, 0, 0])]),
  )
}

const opening = (publicKey: Uint8Array) => packet(Buffer.concat([Buffer.from([30]), counted(publicKey)]))

const KEYS_AGREED = 21

/** The types of the messages that the server answers with, until keys are agreed on. */
async function answers(...messages: Buffer[]): Promise<number[]> {
  const socket = connect(port.port, '127.0.0.1')
  socket.setTimeout(10_000, () => socket.destroy(new Error('nothing comes any more')))
  socket.write(Buffer.concat([Buffer.from('SSH-2.0-guessing\r\n'), ...messages]))
  const types: number[] = []
  let hasGreeted = false
  let rest = Buffer.alloc(0)
  for await (const piece of socket as AsyncIterable<Buffer>) {
    rest = Buffer.concat([rest, piece])
    if (!hasGreeted && rest.includes('\n')) {
      rest = rest.subarray(rest.indexOf('\n') + 1)
      hasGreeted = true
    }
    for (; hasGreeted && isWhole(rest); rest = rest.subarray(4 + rest.readUInt32BE())) types.push(rest[5]!)
    if (types.at(-1) === KEYS_AGREED) break
  }
  return types
}

const isWhole = (bytes: Buffer) => bytes.length > 5 && bytes.length >= 4 + bytes.readUInt32BE()

const onCurve25519 = () => generateKeyPairSync('x25519').publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)
const onP256 = () => createECDH('prime256v1').generateKeys()

test('a guess that is right counts', async () => {
  assert.deepEqual(await answers(beginning('curve25519-sha256'), opening(onCurve25519())), [20, 31, 21])
})

test('a guess that is wrong is passed over, and what follows it counts', async () => {
  const begun = beginning('ecdh-sha2-nistp256,curve25519-sha256')
  assert.deepEqual(await answers(begun, opening(Buffer.from('no')), opening(onP256())), [20, 31, 21])
})

/** Git through Dropbear, with a key of its own making. */
function dropbear(type: string) {
  const folder = temporary('pail-dropbear-')
  const key = join(folder, 'key')
  const said = execFileSync('dropbearkey', ['-t', type, '-f', key], { stdio: ['ignore', 'pipe', 'ignore'] }).toString()
  const program = join(folder, 'ssh')
  writeFileSync(program, `#!/bin/sh\nexec dbclient -y -y -i ${key} -p ${port.port} "$@"\n`, { mode: 0o755 })
  const env = { ...ENVIRONMENT, HOME: folder, GIT_SSH: program, GIT_SSH_VARIANT: 'simple' }
  const run = (cwd: string, ...args: string[]) => promisify(execFile)('git', args, { cwd, env, timeout: 60_000 })
  return { run, line: said.split('\n').find(line => /^(ssh|ecdsa)-/.test(line))! }
}

always('Dropbear clones, fetches and pushes with each kind of key', { skip: noSsh || noDropbear }, async () => {
  for (const type of ['ed25519', 'ecdsa', 'rsa']) {
    const { run, line } = dropbear(type)
    await village.ada.post('/2.0/users/ada/ssh-keys', { key: line })
    const folder = temporary()
    await run(folder, 'clone', '-q', 'ssh://git@127.0.0.1/acme/vault.git', 'clone')
    const clone = join(folder, 'clone')
    assert.equal(await git(clone, 'rev-parse', 'HEAD'), await git(source, 'rev-parse', 'main'))
    await git(clone, 'commit', '-q', '--allow-empty', '-m', type)
    await run(clone, 'push', '-q', 'origin', `HEAD:refs/heads/by-${type}`)
    assert.equal((await port.git(ada, source, 'push', '-q', port.url('acme/vault'), `main:to-${type}`)).code, 0)
    await run(clone, 'fetch', '-q')
    assert.match(await git(clone, 'branch', '-r'), new RegExp(`origin/to-${type}`))
  }
})

test('the oldest that is spoken is enough for OpenSSH', async () => {
  const oldest = {
    KexAlgorithms: 'diffie-hellman-group14-sha256',
    HostKeyAlgorithms: 'rsa-sha2-256',
    Ciphers: 'aes128-ctr',
    MACs: 'hmac-sha2-256',
    UserKnownHostsFile: '/dev/null',
  }
  const options = Object.entries(oldest).flatMap(pair => ['-o', pair.join('=')])
  assert.equal((await port.ssh(ada, ['-T', ...options])).code, 0)
})
