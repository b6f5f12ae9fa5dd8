import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { join } from 'node:path'
import { after, test as always, before } from 'node:test'
import { startS3 } from '@pail/blobs/s3/testing'
import { ADMIN_TOKEN, asAdmin, type PailProcess, startPail, temporary } from '@pail/testkit'
import { type LfsClient, lfsClient, noLfs } from '@pail/testkit/lfs'
import { clientOf, makeKey, noSsh } from '@pail/testkit/ssh'

const test = noLfs ? always.skip : always
const MIB = 2 ** 20
const large = randomBytes(4 * MIB)
let small = Buffer.from('small')

let pail: PailProcess
let lfs: LfsClient
let work: string

before(async () => {
  if (noLfs) return
  pail = await startPail(noSsh ? {} : { PAIL_SSH: 'on', PAIL_SSH_PORT: '0' })
  lfs = lfsClient()
  await asAdmin(pail.origin, 'POST /2.0/repositories/demo/art', { is_private: true })
  work = await made()
  await said(lfs(work, 'push', remote('art'), 'main'))
})
after(() => pail?.stop())

const remote = (name: string, { secret = ADMIN_TOKEN, origin = pail.origin } = {}) =>
  `${origin.replace('://', `://x-token-auth:${secret}@`)}/demo/${name}.git`

/** What a command printed, of one that goes well. */
async function said(running: ReturnType<LfsClient>): Promise<string> {
  const { code, out, err } = await running
  assert.equal(code, 0, out + err)
  return out + err
}

/** A working copy with two large files. */
async function made(): Promise<string> {
  const folder = temporary()
  await said(lfs(folder, 'init', '-q'))
  await said(lfs(folder, 'lfs', 'track', '*.bin'))
  writeFileSync(join(folder, 'large.bin'), large)
  writeFileSync(join(folder, 'small.bin'), small)
  await said(lfs(folder, 'add', '-A'))
  await said(lfs(folder, 'commit', '-q', '-m', 'Draw'))
  return folder
}

async function cloned(from: string, client = lfs): Promise<string> {
  const folder = join(temporary(), 'clone')
  await said(client(temporary(), 'clone', '-q', from, folder))
  return folder
}

function refuseOther(folder: string): void {
  assert.ok(readFileSync(join(folder, 'large.bin')).equals(large))
  assert.ok(readFileSync(join(folder, 'small.bin')).equals(small))
}

async function changed(folder: string, name: string, content: Buffer): Promise<void> {
  writeFileSync(join(folder, name), content)
  await said(lfs(folder, 'commit', '-q', '-a', '-m', `Change ${name}`))
}

test('what was pushed over HTTP is in a clone, and what is pushed later comes with a pull', async () => {
  const folder = await cloned(remote('art'))
  refuseOther(folder)
  small = Buffer.from('smaller')
  await changed(work, 'small.bin', small)
  await said(lfs(work, 'push', '-q', remote('art'), 'main'))
  await said(lfs(folder, 'pull', '-q'))
  refuseOther(folder)
})

test('credentials that are not good bring nothing and get nothing', async () => {
  const wrong = { secret: 'wrong' }
  const folder = await cloned(remote('art'), lfsClient({ GIT_LFS_SKIP_SMUDGE: '1' }))
  await said(lfs(folder, 'remote', 'set-url', 'origin', remote('art', wrong)))
  const pulled = await lfs(folder, 'lfs', 'pull')
  assert.notEqual(pulled.code, 0)
  assert.match(readFileSync(join(folder, 'small.bin'), 'utf8'), /^version https:\/\/git-lfs/)
  const pushed = await lfs(work, 'lfs', 'push', '--all', remote('art', wrong))
  assert.notEqual(pushed.code, 0)
  assert.match(pushed.err, /Authentication|credential|[Aa]uthoriz/)
})

always('files go in and out with a key, also those that a client locks', { skip: noLfs || noSsh }, async () => {
  const ssh = clientOf(Number(/SSH on port (\d+)/.exec(pail.output())?.[1]))
  const key = makeKey()
  await asAdmin(pail.origin, 'POST /2.0/users/admin/ssh-keys', { key: key.public })
  await asAdmin(pail.origin, 'POST /2.0/repositories/demo/by-key', { is_private: true })
  const client = lfsClient({ GIT_SSH_COMMAND: ssh.command(key) })
  const folder = await made()
  await said(client(folder, 'remote', 'add', 'origin', ssh.url('demo/by-key')))
  await said(client(folder, 'push', '-q', 'origin', 'main'))
  refuseOther(await cloned(ssh.url('demo/by-key'), client))
  await said(client(folder, 'lfs', 'lock', 'large.bin'))
  assert.match(await said(client(folder, 'lfs', 'locks')), /large\.bin\s+admin/i)
  await said(client(folder, 'lfs', 'unlock', 'large.bin'))
  const foreign = lfsClient({ GIT_SSH_COMMAND: ssh.command(makeKey()) })
  assert.notEqual((await foreign(folder, 'lfs', 'push', '--all', 'origin')).code, 0)
})

test('what somebody else has locked is not pushed, until they let go of it', async () => {
  await asAdmin(pail.origin, 'POST /2.0/repositories/demo/shared', { is_private: true })
  const robot = await asAdmin(pail.origin, 'POST /pail/1/repositories/demo/shared/access-tokens', {
    name: 'robot',
    scopes: ['repository', 'repository:write'],
  })
  const mine = await made()
  await said(lfs(mine, 'remote', 'add', 'origin', remote('shared')))
  await said(lfs(mine, 'push', '-q', 'origin', 'main'))
  const theirs = await cloned(remote('shared', { secret: robot.secret }))
  await said(lfs(mine, 'lfs', 'lock', 'small.bin'))
  await changed(theirs, 'small.bin', Buffer.from('theirs'))
  const refused = await lfs(theirs, 'push', 'origin', 'main')
  assert.equal(refused.code, 1)
  assert.match(refused.err, /locked files/)
  assert.match((await lfs(theirs, 'lfs', 'lock', 'small.bin')).err, /already created lock/)
  assert.notEqual((await lfs(theirs, 'lfs', 'unlock', '--force', 'small.bin')).code, 0)
  await said(lfs(mine, 'lfs', 'unlock', 'small.bin'))
  await said(lfs(theirs, 'push', '-q', 'origin', 'main'))
})

test('a fork has what its parent has, and goes its own way from there', async () => {
  await asAdmin(pail.origin, 'POST /2.0/repositories/demo/art/forks', { workspace: { slug: 'demo' }, name: 'fork' })
  const folder = await cloned(remote('fork'))
  refuseOther(folder)
  await changed(folder, 'large.bin', randomBytes(MIB))
  await said(lfs(folder, 'push', '-q', 'origin', 'main'))
  refuseOther(await cloned(remote('art')))
})

test('transfers that break off are taken up again', async () => {
  await asAdmin(pail.origin, 'POST /2.0/repositories/demo/shaky', { is_private: true })
  const folder = await made()
  const line = await startShakyLine(pail.origin)
  const trace = { GIT_CURL_VERBOSE: '1', GIT_TRACE: '1' }
  await said(lfs(folder, 'remote', 'add', 'origin', remote('shaky', line)))
  line.cutOnce('up')
  await said(lfs(folder, 'push', '-q', 'origin', 'main'))
  assert.equal(line.cuts(), 1)
  line.cutOnce('down')
  const again = join(temporary(), 'clone')
  const told = await said(lfsClient(trace)(temporary(), 'clone', remote('shaky', line), again))
  assert.equal(line.cuts(), 2)
  assert.match(told, /Range: bytes=\d+-/)
  refuseOther(again)
  line.close()
})

test('files in a bucket go in by the server and come out from the store', async t => {
  const store = await startS3()
  t.after(() => store.stop())
  const { bucket, prefix, credentials } = store.settings()
  const inBucket = await startPail({
    PAIL_BLOBS: 's3',
    PAIL_S3_BUCKET: bucket,
    PAIL_S3_PREFIX: prefix,
    PAIL_S3_ENDPOINT: store.endpoint,
    PAIL_S3_ACCESS_KEY_ID: credentials!.accessKeyId,
    PAIL_S3_SECRET_ACCESS_KEY: credentials!.secretAccessKey,
    PAIL_S3_REDIRECT: 'on',
  })
  t.after(() => inBucket.stop())
  await asAdmin(inBucket.origin, 'POST /2.0/repositories/demo/far', { is_private: true })
  const folder = await made()
  await said(lfs(folder, 'push', '-q', remote('far', inBucket), 'main'))
  const there = join(temporary(), 'clone')
  const told = await said(lfsClient({ GIT_CURL_VERBOSE: '1' })(temporary(), 'clone', remote('far', inBucket), there))
  assert.ok(told.includes(`> Host: ${new URL(store.endpoint).host}`))
  refuseOther(there)
})

/** A way to a server that breaks off in the middle of a large transfer when it is told to. */
async function startShakyLine(to: string) {
  const { port } = new URL(to)
  let next: 'up' | 'down' | undefined
  let cuts = 0
  const server = createServer(client => {
    const there = connect(Number(port), '127.0.0.1')
    let bytes = { up: 0, down: 0 }
    const watch = (way: 'up' | 'down') => (chunk: Buffer) => {
      bytes = { ...bytes, [way]: bytes[way] + chunk.length }
      if (next !== way || bytes[way] < MIB) return
      next = undefined
      cuts++
      client.destroy()
      there.destroy()
    }
    client.on('data', watch('up')).on('error', () => there.destroy())
    there.on('data', watch('down')).on('error', () => client.destroy())
    client.pipe(there)
    there.pipe(client)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { origin, cuts: () => cuts, cutOnce: (way: 'up' | 'down') => (next = way), close: () => server.close() }
}
