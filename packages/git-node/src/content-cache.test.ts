import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, type Readable } from 'node:stream'
import { after, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { ContentCache, nameOf } from './content-cache.ts'
import type { Make } from './flight.ts'

const folders: string[] = []
after(() => Promise.all(folders.map(folder => rm(folder, { recursive: true, force: true }))))

const KB = 1024
const never = new AbortController().signal

async function opened(maxBytes: number) {
  const folder = await mkdtemp(join(tmpdir(), 'pail-cache-'))
  folders.push(folder)
  const cache = await ContentCache.open(join(folder, 'cache'), maxBytes)
  const read = async (name: string, make: Make, { signal = never, scope = 'a' } = {}) =>
    (await cache.read({ name: nameOf([name]), scope, signal }, make)).bytes
  return { cache, read, folder: join(folder, 'cache'), files: () => readdir(join(folder, 'cache')) }
}

/** Work that goes on as the test says, and counts how often it was begun and given up. */
function played() {
  const bytes = new PassThrough({ highWaterMark: 64 * KB * KB })
  const end = Promise.withResolvers<boolean>()
  const counts = { begun: 0, givenUp: 0 }
  const make: Make = async signal => {
    counts.begun++
    signal.addEventListener('abort', () => {
      counts.givenUp++
      finish(false)
    })
    return { bytes, end: () => end.promise }
  }
  const finish = (isGood = true) => {
    bytes.end()
    end.resolve(isGood)
  }
  return { make, bytes, counts, finish, fail: end.reject }
}

const made =
  (size: number, fill = 'x'): Make =>
  async () => {
    const bytes = new PassThrough({ highWaterMark: 64 * KB * KB })
    bytes.end(Buffer.alloc(size, fill))
    return { bytes, end: async () => true }
  }

const refusing: Make = () => Promise.reject(new Error('made again'))

async function all(stream: Readable): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

const settled = () => wait(50)

test('work that fails before its first byte is refused to everyone who waits, and done anew for the next', async () => {
  const { read, files } = await opened(KB * KB)
  const both = await Promise.allSettled([read('k', refusing), read('k', refusing)])
  assert.deepEqual(
    both.map(one => one.status === 'rejected' && one.reason.message),
    ['made again', 'made again'],
  )
  assert.equal(await all(await read('k', made(3))), 'xxx')
  await settled()
  assert.equal((await files()).length, 1)
})

test('what fails half-way ends in an error for its readers and is not kept', async () => {
  const { read, files } = await opened(KB * KB)
  const work = played()
  const reading = read('k', work.make)
  work.bytes.write('half')
  const stream = await reading
  work.bytes.end()
  work.fail(new Error('cut short'))
  await assert.rejects(all(stream), /cut short/)
  await settled()
  assert.deepEqual(await files(), [])
})

test('what is good only for those who read it now is not kept', async () => {
  const { read, files, cache } = await opened(KB * KB)
  const work = played()
  const reading = read('k', work.make)
  work.bytes.write('words')
  work.finish(false)
  assert.equal(await all(await reading), 'words')
  await settled()
  assert.deepEqual([await files(), cache.bytes], [[], 0])
})

test('a file that was cut short is not served', async () => {
  const { read, folder, files } = await opened(KB * KB)
  await all(await read('k', made(5000)))
  await settled()
  await truncate(join(folder, (await files())[0]!), 100)
  assert.equal((await all(await read('k', made(5000, 'y')))).length, 5000)
})

test('those who ask at once share one piece of work, also in the middle of it', async () => {
  const { read } = await opened(KB * KB)
  const work = played()
  const first = read('k', work.make)
  const second = read('k', work.make)
  work.bytes.write('one ')
  const streams = await Promise.all([first, second])
  const late = (await read('k', work.make))[Symbol.asyncIterator]()
  assert.equal(String((await late.next()).value), 'one ')
  work.bytes.write('two')
  work.finish()
  assert.deepEqual(await Promise.all(streams.map(all)), ['one two', 'one two'])
  assert.equal(String((await late.next()).value), 'two')
  await settled()
  assert.equal(await all(await read('k', refusing)), 'one two')
  assert.equal(work.counts.begun, 1)
})

test('a reader that goes does not stop the others; the last one to go stops the work', async () => {
  const { read, files, cache } = await opened(KB * KB)
  const work = played()
  const leaving = new AbortController()
  const streams = Promise.all([read('k', work.make, { signal: leaving.signal }), read('k', work.make)])
  work.bytes.write('some')
  const [one, other] = await streams
  one.on('error', () => {})
  leaving.abort()
  await settled()
  assert.equal(work.counts.givenUp, 0)
  other.destroy()
  await settled()
  assert.equal(work.counts.givenUp, 1)
  assert.deepEqual([await files(), cache.bytes], [[], 0])
  assert.equal(await all(await read('k', made(2))), 'xx')
})

test('whoever goes before the first byte takes the work along', async () => {
  const { read } = await opened(KB * KB)
  const work = played()
  await assert.rejects(read('k', work.make, { signal: AbortSignal.timeout(20) }))
  assert.equal(work.counts.givenUp, 1)
})

test('the oldest used goes first, and all together stay under the cap', async () => {
  const { read, files, cache } = await opened(100 * KB)
  for (const key of ['a', 'b', 'c']) await all(await read(key, made(20 * KB)))
  await settled()
  await all(await read('a', refusing))
  await all(await read('d', made(40 * KB)))
  await settled()
  assert.ok(cache.bytes <= 100 * KB)
  assert.equal((await all(await read('a', refusing))).length, 20 * KB)
  await assert.rejects(read('b', refusing), /made again/)
  assert.equal((await files()).length, cache.bytes > 80 * KB ? 3 : 2)
})

test('what is too large to keep is handed on at the pace of its readers', async () => {
  const { read, files, cache } = await opened(100 * KB)
  const work = played()
  const reading = Promise.all([read('k', work.make), read('k', work.make)])
  for (let at = 0; at < 40; at++) work.bytes.write(Buffer.alloc(10 * KB, String(at % 10)))
  work.finish()
  const [one, other] = await Promise.all((await reading).map(all))
  assert.equal(one, Array.from({ length: 40 }, (_, at) => String(at % 10).repeat(10 * KB)).join(''))
  assert.equal(other, one)
  await settled()
  assert.deepEqual([await files(), cache.bytes], [[], 0])
  assert.equal((await all(await read('k', made(200 * KB)))).length, 200 * KB)
})

test('a disk that takes nothing is no reason to refuse anybody', async () => {
  const { read, folder } = await opened(KB * KB)
  await rm(folder, { recursive: true })
  assert.equal((await all(await read('k', made(50 * KB)))).length, 50 * KB)
  assert.equal((await all(await read('k', made(50 * KB)))).length, 50 * KB)
})

test('what only a removed repository has asked for goes with it, also what is on its way', async () => {
  const { cache, read, files } = await opened(KB * KB)
  await all(await read('shared', made(2), { scope: 'a' }))
  await settled()
  await all(await read('shared', refusing, { scope: 'b' }))
  await all(await read('own', made(2), { scope: 'a' }))
  const work = played()
  const reading = read('coming', work.make, { scope: 'a' })
  work.bytes.write('some')
  const stream = await reading
  await cache.drop('a')
  work.finish()
  assert.equal(await all(stream), 'some')
  await settled()
  assert.equal((await files()).length, 1)
  assert.equal(await all(await read('shared', refusing, { scope: 'b' })), 'xx')
})

test('a new process begins with nothing', async () => {
  const { read, folder, files } = await opened(KB * KB)
  await all(await read('k', made(2)))
  await settled()
  await ContentCache.open(folder, KB)
  assert.deepEqual(await files(), [])
})

test('what has no key is made for each, and nothing of it stays', async () => {
  const { cache, files } = await opened(KB * KB)
  const read = async () => all((await cache.read({ scope: 'a', signal: never }, made(4))).bytes)
  assert.deepEqual(await Promise.all([read(), read()]), ['xxxx', 'xxxx'])
  await settled()
  assert.deepEqual([await files(), cache.bytes], [[], 0])
})
