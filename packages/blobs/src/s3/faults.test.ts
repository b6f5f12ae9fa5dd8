import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { after, afterEach, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { Unavailable } from '@pail/failures'
import { readAll, storeSuite, streamOf, sumOf } from '../testing.ts'
import { openS3 } from './s3.ts'
import { type Deed, startProxy, startS3 } from './testing/index.ts'

const server = await startS3()
const proxy = await startProxy(server.endpoint)
after(async () => {
  await proxy.close()
  server.stop()
})
const said: string[] = []
const open = () => openS3(server.settings({ endpoint: proxy.endpoint }), line => said.push(line))

const DEEDS: readonly Deed[] = [{ refused: 500 }, 'drop', { refused: 503 }, 'truncate', 'lose']

/** A store of which every third request fails, in every way in turn. */
storeSuite(async () => {
  proxy.play((_, count) => (count % 3 === 2 ? DEEDS[Math.floor(count / 3) % DEEDS.length]! : 'pass'))
  return open()
})

afterEach(() => proxy.play(() => 'pass'))
const isReading = ({ method }: IncomingMessage) => method === 'GET'
/** The last request of an upload in parts. */
const isEnding = ({ method, url = '' }: IncomingMessage) => method === 'POST' && url.includes('uploadId=')

test('a store that is away is a refusal that callers can be told, and the log hears why', async () => {
  const blobs = openS3(server.settings({ endpoint: 'http://127.0.0.1:9' }), line => said.push(line))
  await assert.rejects(blobs.put(streamOf('x')), Unavailable)
  assert.match(said.at(-1)!, /does not answer: ECONNREFUSED/)
})

test('a store that answers with errors only is one that is away', async () => {
  const blobs = open()
  const { id } = await blobs.put(streamOf('x'))
  proxy.play(() => ({ refused: 503 }))
  const asked = [blobs.get(id), blobs.seek(id), Array.fromAsync(blobs.list()), blobs.remove(id)]
  await Promise.all(asked.map(asking => assert.rejects(asking, Unavailable)))
})

test('a content of which every answer breaks off is read on from where it broke off', async () => {
  const blobs = open()
  const whole = randomBytes(300_000)
  const { id } = await blobs.put(streamOf(whole))
  proxy.play(asked => (isReading(asked) ? 'truncate' : 'pass'))
  assert.ok((await readAll(blobs, id)).equals(whole))
  assert.ok(proxy.seen().length > 10)
  const part = await readAll(blobs, id, { first: 100_000, last: 200_000 })
  assert.ok(part.equals(whole.subarray(100_000, 200_001)))
})

test('a reader is told when a store goes away for good in the middle', async () => {
  const blobs = open()
  const { id } = await blobs.put(streamOf(randomBytes(3_000_000)))
  proxy.play((_, count) => (count === 0 ? 'truncate' : { refused: 500 }))
  await assert.rejects(readAll(blobs, id), Unavailable)
})

test('what says nothing of its length, or ignores what part is asked for, is not taken for the content', async () => {
  const blobs = open()
  const { id } = await blobs.put(streamOf('0123456789'))
  proxy.play(() => ({ answeredWithout: 'content-length' }))
  await assert.rejects(readAll(blobs, id), /something else than it was asked for/)
  proxy.play(() => ({ without: 'range' }))
  await assert.rejects(readAll(blobs, id, { first: 3, last: 5 }), /something else than it was asked for/)
})

test('nobody goes on reading for a reader who has gone', async () => {
  const blobs = open()
  const { id } = await blobs.put(streamOf(randomBytes(7_000_000)))
  const reading = await blobs.get(id)
  reading.destroy()
  while (proxy.open() > 0) await pause(5)
  assert.equal(proxy.seen().filter(line => line.startsWith('GET')).length, 1)
})

test('an upload whose last answer is lost is kept, and nothing of it is left beside it', async () => {
  const blobs = open()
  const [one, other] = [randomBytes(9_000_000), randomBytes(9_000_000)]
  proxy.play(asked => (isEnding(asked) ? 'lose' : 'pass'))
  const [kept] = await Promise.all([
    blobs.put(streamOf(one)),
    blobs.put(streamOf(other), { id: sumOf(other), size: other.length }),
  ])
  assert.ok((await readAll(blobs, kept.id)).equals(one))
  assert.ok((await readAll(blobs, sumOf(other))).equals(other))
  assert.equal(await blobs.tidy(new Date(Date.now() + 3600_000)), 0)
})

test('an upload that cannot be ended is not kept, and says so', async () => {
  const blobs = open()
  const whole = randomBytes(9_000_000)
  proxy.play(asked => (isEnding(asked) ? { refused: 503 } : 'pass'))
  const puts = [blobs.put(streamOf(whole)), blobs.put(streamOf(whole), { id: sumOf(whole), size: whole.length })]
  await Promise.all(puts.map(put => assert.rejects(put, Unavailable)))
  assert.equal(await blobs.seek(sumOf(whole)), undefined)
  assert.deepEqual(await Array.fromAsync(blobs.list()), [])
})
