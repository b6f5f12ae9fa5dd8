import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { test as always } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { asAdmin, git, makeHistory, type PailProcess, startPail, temporary } from '@pail/testkit'
import { clientOf, type KeyPair, makeKey, noSsh } from '@pail/testkit/ssh'
import { noSshd, startSshd } from '@pail/testkit/sshd'

const test = noSsh ? always.skip : always

const start = (settings: Record<string, string> = {}, data?: string) =>
  startPail({ PAIL_SSH: 'on', PAIL_SSH_PORT: '0', ...settings }, data)
const portOf = (pail: PailProcess) => Number(/SSH on port (\d+)/.exec(pail.output())?.[1])

/** It is told after the address, by which one knows that Pail has started. */
async function keyOf(pail: PailProcess): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const key = /host key (SHA256:\S+)/.exec(pail.output())?.[1]
    if (key) return key
    await pause(50)
  }
  throw new Error(`No host key was told: ${pail.output()}`)
}

/** An administrator's key, and a repository to push to. */
async function settle(pail: PailProcess): Promise<KeyPair> {
  const key = makeKey()
  await asAdmin(pail.origin, 'POST /2.0/users/admin/ssh-keys', { key: key.public })
  await asAdmin(pail.origin, 'POST /2.0/repositories/demo/first', {})
  return key
}

test('a taken port for SSH is named in one line', async () => {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await assert.rejects(start({ PAIL_SSH_PORT: `${port}` }), /pail: Port \d+ on 127.0.0.1 is taken; set PAIL_SSH_PORT/)
  server.close()
})

test('a history goes in and out over SSH, and a new process takes the place of one that dies', async () => {
  const pail = await start()
  const key = await settle(pail)
  const client = clientOf(portOf(pail))
  const source = await makeHistory({ commits: 20, files: 5 })
  const pushed = await client.git(key, source, 'push', '-q', client.url('demo/first'), '--all')
  assert.equal(pushed.code, 0, pushed.err)
  for (const pid of pidsOf(pail)) process.kill(pid, 'SIGKILL')
  let cloned = { code: 1, err: '' }
  for (let tries = 0; tries < 40 && cloned.code !== 0; tries++) {
    await pause(250)
    cloned = await client.git(key, temporary(), 'clone', '-q', client.url('demo/first'), 'clone')
  }
  assert.equal(cloned.code, 0, cloned.err)
  assert.equal(await pail.stop(), 0)
  assert.deepEqual(pidsOf(pail), [])
})

test('the server is known by the same keys after a start anew, and only its owner reads them', async () => {
  const pail = await start()
  const key = await keyOf(pail)
  await pail.stop()
  const again = await start({}, pail.data)
  assert.equal(await keyOf(again), key)
  await again.stop()
  const folder = join(pail.data, 'ssh')
  for (const name of readdirSync(folder).filter(name => name.endsWith('_key')))
    assert.equal(execFileSync('stat', ['-c', '%a', join(folder, name)]).toString(), '600\n')
})

test('a Pail that is killed leaves no process that speaks SSH', async () => {
  const pail = await start()
  assert.equal(pidsOf(pail).length, 1)
  await pail.stop('SIGKILL')
  for (let tries = 0; tries < 40 && pidsOf(pail).length > 0; tries++) await pause(100)
  assert.deepEqual(pidsOf(pail), [])
})

always("the system's own sshd can stand in front", { skip: noSsh || noSshd }, async t => {
  const pail = await start({ PAIL_SSH: 'system' })
  t.after(() => pail.stop())
  const key = await settle(pail)
  const program = new URL('../../packages/server/src/start/ssh/from-sshd.ts', import.meta.url).pathname
  const socket = join(pail.data, 'ssh', 'door.sock')
  const sshd = await startSshd([
    'AcceptEnv GIT_PROTOCOL',
    'AuthorizedKeysFile none',
    `AuthorizedKeysCommand /usr/bin/env ${process.execPath} ${program} keys ${socket} %t %k`,
    'AuthorizedKeysCommandUser root',
  ])
  t.after(() => sshd.stop())
  const client = clientOf(sshd.port, 'root')
  const source = await makeHistory({ commits: 20, files: 5 })
  assert.match((await client.ssh(makeKey(), ['-T'])).err, /Permission denied/)
  assert.match((await client.ssh(key, ['-T'])).out, /authenticated via ssh key/, sshd.said())
  const refused = await client.ssh(key, [], 'id')
  assert.deepEqual([refused.code, /shell access is disabled/.test(refused.err)], [128, true])
  assert.equal((await client.git(key, source, 'push', '-q', client.url('demo/first'), '--all')).code, 0)
  for (const version of [0, 2]) {
    const set = ['-c', `protocol.version=${version}`]
    const folder = temporary()
    const cloned = await client.git(key, folder, ...set, 'clone', '-q', client.url('demo/first'), 'clone')
    assert.equal(cloned.code, 0, cloned.err)
    assert.equal(await git(join(folder, 'clone'), 'rev-parse', 'HEAD'), await git(source, 'rev-parse', 'main'))
  }
})

/** The processes that speak SSH for a Pail. */
function pidsOf({ data }: PailProcess): number[] {
  const isOurs = (pid: string) =>
    read(pid, 'cmdline').includes('start/ssh/main.ts') && read(pid, 'environ').includes(data)
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && isOurs(name))
    .map(Number)
}

function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1')
  } catch {
    return ''
  }
}
