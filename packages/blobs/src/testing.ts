import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { NotAsAnnounced } from './announced.ts'
import { type BlobId, type Blobs, blobId, NoSuchBlob } from './blob.ts'

export const sumOf = (bytes: Uint8Array | string): BlobId => blobId(createHash('sha256').update(bytes).digest('hex'))

export async function* streamOf(...pieces: (Uint8Array | string)[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield typeof piece === 'string' ? Buffer.from(piece) : piece
}

export async function* brokenStream(...pieces: string[]): AsyncGenerator<Uint8Array> {
  yield* streamOf(...pieces)
  throw new Error('the sender has gone')
}

export const readAll = async (blobs: Blobs, ...asked: Parameters<Blobs['get']>): Promise<Buffer> =>
  Buffer.concat(await Array.fromAsync(await blobs.get(...asked)))

const idsIn = async (blobs: Blobs): Promise<string[]> =>
  (await Array.fromAsync(blobs.list())).map(({ id }) => id).sort()
const LATER = new Date(Date.now() + 3600_000)

/** What every store does, whatever it keeps its contents in; given one that is empty. */
export function storeSuite(open: () => Promise<Blobs>): void {
  test('what is not kept is neither read nor found nor forgotten', async () => {
    const blobs = await open()
    const id = sumOf('never put')
    await assert.rejects(blobs.get(id), NoSuchBlob)
    assert.equal(await blobs.seek(id), undefined)
    assert.equal(await blobs.remove(id), false)
  })

  test('of a stream that breaks off nothing is kept', async () => {
    const blobs = await open()
    const before = await idsIn(blobs)
    await assert.rejects(blobs.put(brokenStream('half')), /the sender has gone/)
    await assert.rejects(blobs.put(brokenStream()), /the sender has gone/)
    assert.deepEqual(await idsIn(blobs), before)
    assert.equal(await blobs.seek(sumOf('half')), undefined)
    assert.equal(await blobs.tidy(LATER), 0)
  })

  test('of a content that is not the one announced nothing is kept, and it is told what differs', async () => {
    const blobs = await open()
    const before = await idsIn(blobs)
    const announced = { id: sumOf('hello'), size: 5 }
    await assert.rejects(blobs.put(streamOf('hel', 'lo!'), announced), { name: 'NotAsAnnounced', differs: 'size' })
    await assert.rejects(blobs.put(streamOf('hell'), announced), { name: 'NotAsAnnounced', differs: 'size' })
    await assert.rejects(blobs.put(streamOf('hallo'), announced), { name: 'NotAsAnnounced', differs: 'sha256' })
    await assert.rejects(blobs.put(streamOf('x'.repeat(20_000_000)), announced), NotAsAnnounced)
    await assert.rejects(blobs.put(brokenStream('hello'), announced), /the sender has gone/)
    assert.deepEqual(await idsIn(blobs), before)
    assert.equal(await blobs.tidy(LATER), 0)
  })

  test('a content that is the one announced is kept', async () => {
    const blobs = await open()
    const announced = { id: sumOf('as announced'), size: 12 }
    const { id, size } = await blobs.put(streamOf('as ', 'announced'), announced)
    assert.deepEqual({ id, size }, announced)
    assert.equal((await readAll(blobs, id)).toString(), 'as announced')
  })

  test('a content that is the one announced may be empty, and may be many megabytes', async () => {
    const blobs = await open()
    const pieces = Array.from({ length: 20 }, () => randomBytes(1_000_003))
    const large = { id: sumOf(Buffer.concat(pieces)), size: 20_000_060 }
    const empty = { id: sumOf(''), size: 0 }
    assert.equal((await blobs.put(streamOf(), empty)).id, empty.id)
    assert.equal((await blobs.put(streamOf(...pieces), large)).size, large.size)
    assert.ok((await readAll(blobs, large.id)).equals(Buffer.concat(pieces)))
  })

  test('a content is found by its sum, with its size', async () => {
    const blobs = await open()
    const { id, size } = await blobs.put(streamOf('hello ', 'world'))
    assert.deepEqual([id, size], [sumOf('hello world'), 11])
    assert.equal((await blobs.seek(id))?.size, 11)
    assert.equal((await readAll(blobs, id)).toString(), 'hello world')
    assert.ok((await idsIn(blobs)).includes(id))
  })

  test('a content may be empty', async () => {
    const blobs = await open()
    const { id, size } = await blobs.put(streamOf())
    assert.deepEqual([id, size], [sumOf(''), 0])
    assert.equal((await readAll(blobs, id)).length, 0)
  })

  test('a part is read from its first to its last byte', async () => {
    const blobs = await open()
    const { id } = await blobs.put(streamOf('0123456789'))
    assert.equal((await readAll(blobs, id, { first: 0, last: 0 })).toString(), '0')
    assert.equal((await readAll(blobs, id, { first: 3, last: 5 })).toString(), '345')
    assert.equal((await readAll(blobs, id, { first: 9, last: 9 })).toString(), '9')
  })

  test('a content of many megabytes comes back as it was, and so does a part from its middle', async () => {
    const blobs = await open()
    const pieces = Array.from({ length: 300 }, () => randomBytes(70_001))
    const whole = Buffer.concat(pieces)
    const { id, size } = await blobs.put(streamOf(...pieces))
    assert.deepEqual([id, size], [sumOf(whole), whole.length])
    assert.ok((await readAll(blobs, id)).equals(whole))
    const [first, last] = [9_000_000, 12_345_678]
    assert.ok((await readAll(blobs, id, { first, last })).equals(whole.subarray(first, last + 1)))
  })

  test('the same content put by several at once is kept once', async () => {
    const blobs = await open()
    const put = await Promise.all(Array.from({ length: 8 }, () => blobs.put(streamOf('same', ' thing'))))
    assert.deepEqual(new Set(put.map(({ id }) => id)), new Set([sumOf('same thing')]))
    assert.equal((await idsIn(blobs)).filter(id => id === sumOf('same thing')).length, 1)
  })

  test('what was put again since is not forgotten, and what is forgotten is gone', async () => {
    const blobs = await open()
    const { id } = await blobs.put(streamOf('passing'))
    assert.equal(await blobs.remove(id, new Date(Date.now() - 60_000)), false)
    assert.equal((await readAll(blobs, id)).toString(), 'passing')
    assert.equal(await blobs.remove(id, LATER), true)
    await assert.rejects(blobs.get(id), NoSuchBlob)
    assert.ok(!(await idsIn(blobs)).includes(id))
  })
}
