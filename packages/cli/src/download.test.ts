import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { ADMIN_TOKEN, asAdmin, listen, startPail, temporary } from '@pail/testkit'
import { commandFor, MAIN, type Ran } from './testing.ts'

const server = await startPail({ PAIL_MAX_FILE_MB: '4' })
after(() => server.stop())
await asAdmin(server.origin, 'POST /2.0/repositories/demo/files')
const pail = commandFor(server.origin)
const folder = temporary('pail-download-')
const large = randomBytes(3_000_000)
const file = (name: string, content: string | Buffer): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const names = async (): Promise<string[]> =>
  JSON.parse((await pail('download', 'list', 'demo/files', '--json')).out).map(({ name }: { name: string }) => name)

test('what is not there, or is no file, is told in a line, and nothing is uploaded', async () => {
  const there = file('there.txt', 'x')
  const failing: [string[], number, RegExp][] = [
    [['upload', 'demo/files', there, join(folder, 'nothing')], 1, /^pail: .*nothing is no file\n$/],
    [['upload', 'demo/files', folder], 1, /is no file/],
    [['upload', 'demo/nothing', there], 1, /^pail: You may not have access/],
    [['upload', 'demo/files', there, there, '--name', 'x'], 2, /--name calls one file/],
    [['upload', 'demo/files', there, there], 1, /there\.txt is given more than once/],
    [['upload', 'demo/files', file('huge.bin', randomBytes(5_000_000))], 1, /huge\.bin is longer than 4194304 bytes/],
    [['get', 'demo/files', 'nothing.txt'], 1, /^pail: There is no download of this name/],
    [['delete', 'demo/files', 'nothing.txt'], 2, /say --yes/],
    [['delete', 'demo/files', 'nothing.txt', '--yes'], 1, /There is no download of this name/],
  ]
  for (const [args, code, words] of failing) {
    const ran = await pail('download', ...args)
    assert.deepEqual([ran.code, ran.out], [code, ''], args.join(' '))
    assert.match(ran.err, words)
  }
  assert.deepEqual(await names(), [])
})

test('files go up several at once, or one under another name', async () => {
  const uploaded = await pail(
    'download',
    'upload',
    'demo/files',
    file('large.bin', large),
    file('ünï "q" %.txt', 'small'),
  )
  assert.deepEqual([uploaded.code, uploaded.out], [0, 'large.bin: 2.9 MB\nünï "q" %.txt: 5 B\n'], uploaded.err)
  const named = await pail('download', 'upload', 'demo/files', file('local', ''), '--name', 'empty.txt', '--json')
  assert.deepEqual(JSON.parse(named.out), { uploaded: [{ name: 'empty.txt', size: 0 }] })
  const listed = await pail('download', 'list', 'demo/files', '--limit', '2')
  assert.match(listed.out, /^NAME +SIZE +DOWNLOADS +CREATED +BY\n+empty\.txt +0 B +0 +20.*\nünï "q" %\.txt +5 B/)
  assert.equal((await names()).length, 3)
})

test('a file comes to where it is wanted, whole or not at all', async () => {
  const path = join(folder, 'copy.bin')
  const got = await pail('download', 'get', 'demo/files', 'large.bin', '--output', path)
  assert.deepEqual([got.code, got.out], [0, `${path}: 2.9 MB\n`], got.err)
  assert.ok(readFileSync(path).equals(large))
  const again = await pail('download', 'get', 'demo/files', 'empty.txt', '-o', path)
  assert.deepEqual([again.code, again.err], [1, `pail: ${path} is there already; --force puts the file in its place\n`])
  assert.equal((await pail('download', 'get', 'demo/files', 'ünï "q" %.txt', '-o', path, '--force')).code, 0)
  assert.equal(readFileSync(path, 'utf8'), 'small')
  const into = join(folder, 'into')
  mkdirSync(into)
  await pail('download', 'get', 'demo/files', 'empty.txt', '-o', into)
  assert.deepEqual(readdirSync(into), ['empty.txt'])
  const lost = await pail('download', 'get', 'demo/files', 'empty.txt', '-o', join(folder, 'no/where'))
  assert.match(lost.err, /^pail: .*no\/where cannot be written: ENOENT/)
})

test('a file goes to whoever it is piped to, and nothing else does', async () => {
  const env = { PATH: process.env.PATH, PAIL_URL: server.origin, PAIL_TOKEN: ADMIN_TOKEN }
  const args = [MAIN, 'download', 'get', 'demo/files', 'large.bin', '-o', '-']
  const out = await new Promise<Buffer>((resolve, reject) => {
    execFile(process.execPath, args, { env, encoding: 'buffer', maxBuffer: 1 << 26 }, (error, stdout) =>
      error ? reject(error) : resolve(stdout),
    )
  })
  assert.ok(out.equals(large))
})

test('of a file that breaks off nothing is left, nor of one that nobody waits for any more', async () => {
  const shaky = await listen((_, response) => {
    response.writeHead(200, { 'content-length': '1000000' }).write('x'.repeat(300_000), () => response.destroy())
  })
  const path = join(temporary('pail-broken-'), 'broken.bin')
  const broken = await commandFor(shaky.origin)('download', 'get', 'demo/files', 'x', '-o', path)
  assert.deepEqual([broken.code, broken.out], [1, ''])
  assert.match(broken.err, /^pail: The file broke off: \d+ of 1000000 bytes have come\n$/)
  assert.deepEqual(readdirSync(join(path, '..')), [])
  await shaky.close()
  const { code } = await interrupted(path)
  assert.equal(code, 130)
  assert.deepEqual(readdirSync(join(path, '..')), [])
})

/** Is stopped once a part has come from a server that never sends the rest. */
async function interrupted(path: string): Promise<Pick<Ran, 'code'>> {
  const slow = await listen((_, response) => void response.writeHead(200, { 'content-length': '9' }).write('x'))
  const env = { PATH: process.env.PATH, PAIL_URL: slow.origin }
  const child = spawn(process.execPath, [MAIN, 'download', 'get', 'demo/files', 'x', '-o', path], { env })
  while (readdirSync(join(path, '..')).length === 0) await new Promise(resolve => setTimeout(resolve, 20))
  child.kill('SIGINT')
  const [code] = await once(child, 'exit')
  await slow.close()
  return { code }
}

test('files are deleted by name', async () => {
  const { code, out } = await pail('download', 'delete', 'demo/files', 'large.bin', 'ünï "q" %.txt', '--yes')
  assert.deepEqual([code, out], [0, 'large.bin is deleted\nünï "q" %.txt is deleted\n'])
  assert.deepEqual(await names(), ['empty.txt'])
})
