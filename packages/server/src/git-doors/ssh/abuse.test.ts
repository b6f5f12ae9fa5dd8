import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { after, test as always, before } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { processesOn } from '@pail/git-node/testing'
import { git, openVillage, temporary, type Village } from '@pail/testkit'
import { type KeyPair, makeKey, noSsh, openSsh, type SshVillage } from '@pail/testkit/ssh'
import ssh2, { type Client } from 'ssh2'
import { LIMITS } from './admission.ts'

const test = noSsh ? always.skip : always
const HANDSHAKE_MS = 3000
let village: Village
let port: SshVillage
let ada: KeyPair

before(async () => {
  if (noSsh) return
  village = await openVillage()
  const limits = { ...LIMITS, strangersPerAddress: 40, failuresPerMinute: 3000 }
  port = await openSsh(village.forge, { limits, handshakeMs: HANDSHAKE_MS })
  ada = makeKey()
  await village.ada.post('/2.0/users/ada/ssh-keys', { key: ada.public })
})
after(async () => {
  if (noSsh) return
  assert.deepEqual(port.faults, [])
  await port.close()
  await village.close()
})

const greets = async (...options: string[]) => (await port.ssh(ada, ['-T', ...options])).code === 0
const closed = (socket: Socket) =>
  new Promise<void>(resolve => socket.on('error', () => {}).once('close', () => resolve()))

/** The library's client, which can be made to do what no client does. */
async function come(
  options: object = {},
): Promise<Client & { _protocol: Record<string, (...args: unknown[]) => void> }> {
  const client = new ssh2.Client()
  const privateKey = readFileSync(ada.file)
  client.on('error', () => {})
  client.connect({ host: '127.0.0.1', port: port.port, username: 'git', privateKey, ...options })
  await new Promise<void>((resolve, reject) =>
    client.once('ready', resolve).once('close', () => reject(new Error('refused'))),
  )
  return client as never
}

test('hundreds who connect and say nothing keep out nobody from elsewhere, and are gone in time', async () => {
  const silent = Array.from({ length: 400 }, () => connect(port.port, '127.0.0.1').resume())
  const all = silent.map(closed)
  await pause(300)
  assert.equal(await greets('-b', '127.0.0.2'), true)
  await Promise.all(all)
  assert.equal(await greets(), true)
})

test('whoever begins and never ends is cut off', async () => {
  const socket = connect(port.port, '127.0.0.1')
  socket.resume().write('SSH-2.0-slow\r\n')
  await closed(socket)
  assert.equal(await greets(), true)
})

test('what is no SSH at all is cut off', async () => {
  for (const bytes of ['GET / HTTP/1.1\r\n\r\n', randomBytes(100_000)]) {
    const socket = connect(port.port, '127.0.0.1')
    socket.resume().write(bytes)
    await closed(socket)
  }
})

test('nobody offers keys without end', async () => {
  let offered = 0
  const authHandler = () => {
    offered++
    return { type: 'publickey', username: 'git', key: ssh2.utils.generateKeyPairSync('ed25519').private }
  }
  await assert.rejects(come({ privateKey: undefined, authHandler }), /refused/)
  assert.ok(offered < 25, `${offered}`)
})

test("a key's name is worth nothing without its private half", async () => {
  const ours = ssh2.utils.parseKey(readFileSync(ada.file))
  const other = ssh2.utils.parseKey(ssh2.utils.generateKeyPairSync('ed25519').private)
  if (ours instanceof Error || other instanceof Error) throw new Error('no key')
  const key = Object.create(ours, { sign: { value: (data: Buffer) => other.sign(data) } })
  const agent = Object.assign(Object.create(ssh2.BaseAgent.prototype), {
    getIdentities: (done: (error: undefined, keys: object[]) => void) => done(undefined, [key]),
    sign: (_key: unknown, data: Buffer, ...rest: ((error: undefined, signature: Buffer) => void)[]) =>
      rest.at(-1)!(undefined, other.sign(data) as Buffer),
  })
  await assert.rejects(come({ privateKey: undefined, agent }), /refused/)
})

test('a client whose packets hold nothing is sent away, and the others are served', async () => {
  const client = await come()
  const gone = new Promise<void>(resolve => client.once('close', () => resolve()))
  client._protocol.session!(0, 2 ** 21, 0)
  await gone
  assert.equal(await greets(), true)
})

test('whoever says to have room without end and reads nothing gets no more than fits', async () => {
  const folder = temporary()
  await git(folder, 'init', '-q', '-b', 'main')
  writeFileSync(join(folder, 'noise'), randomBytes(32 * 2 ** 20))
  await git(folder, 'add', '.')
  await git(folder, 'commit', '-q', '-m', 'noise')
  assert.equal((await port.git(ada, folder, 'push', '-q', port.url('acme/vault'), 'main')).code, 0)
  const tip = await git(folder, 'rev-parse', 'HEAD')
  const client = await come()
  const before = process.memoryUsage()
  client._protocol.session!(0, 0xffffffff, 32_768)
  await pause(200)
  client._protocol.exec!(0, "git-upload-pack 'acme/vault'", true)
  await pause(200)
  client._protocol.channelData!(0, Buffer.from(`0032want ${tip}\n00000009done\n`))
  ;(client as unknown as { _sock: Socket })._sock.pause()
  await pause(1500)
  const { arrayBuffers } = process.memoryUsage()
  assert.ok(arrayBuffers - before.arrayBuffers < 24 * 2 ** 20, `${arrayBuffers - before.arrayBuffers}`)
  client.destroy()
  const work = () => processesOn(join(village.forge.config.dataDirectory, 'git'))
  for (let tries = 0; tries < 100 && work().length > 0; tries++) await pause(100)
  assert.deepEqual(work(), [])
})

test('the tricks that changed the beginning of a conversation do not work', async () => {
  const { err } = await port.ssh(ada, ['-T', '-vv'])
  assert.match(err, /kex-strict-s-v00@openssh\.com/)
  assert.doesNotMatch(err.split('peer server KEXINIT proposal')[1] ?? '', /chacha20.*\n.*cbc/)
})

test('a key that many try is refused for a while from where they come, and from nowhere else', async () => {
  const few = await openSsh(village.forge, { limits: { ...LIMITS, failuresPerMinute: 5 } })
  const stranger = makeKey()
  for (let count = 0; count < 5; count++) assert.match((await few.ssh(stranger, ['-T'])).err, /Permission denied/)
  assert.equal((await few.ssh(ada, ['-T'])).code, 255)
  assert.equal((await few.ssh(ada, ['-T', '-b', '127.0.0.2'])).code, 0)
  await few.close()
})
