import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Invalid, Unavailable } from '@pail/failures'
import { blobId } from './blob.ts'
import { openDisk } from './disk.ts'
import { outOfSpace } from './fault.ts'
import { brokenStream, readAll, storeSuite, streamOf, sumOf } from './testing.ts'

const root = mkdtempSync(join(tmpdir(), 'pail-blobs-'))
after(() => rmSync(root, { recursive: true }))
let count = 0
const newFolder = () => join(root, String(count++), 'deeper')

storeSuite(async () => openDisk(newFolder()))

test('nothing but a sum in hex names a content', () => {
  for (const text of [
    '',
    '../../etc/passwd',
    sumOf('a').toUpperCase(),
    `${sumOf('a')}/`,
    sumOf('a').slice(1),
    `${sumOf('a')}\n`,
  ])
    assert.throws(() => blobId(text), Invalid, text)
})

test('of what breaks off no file is left', async () => {
  const folder = newFolder()
  await assert.rejects(openDisk(folder).put(brokenStream('half')))
  assert.deepEqual(readdirSync(join(folder, 'part')), [])
})

test('files are for the eyes of their owner only', async () => {
  const folder = newFolder()
  const { id } = await openDisk(folder).put(streamOf('secret'))
  const file = join(folder, id.slice(0, 2), id)
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.equal(statSync(folder).mode & 0o777, 0o700)
})

test('what a crash left behind is cleared away once it is old, and is never taken for a content', async () => {
  const folder = newFolder()
  const blobs = openDisk(folder)
  await blobs.put(streamOf('kept'))
  for (const name of ['old', 'young']) writeFileSync(join(folder, 'part', name), 'half')
  utimesSync(join(folder, 'part', 'old'), 1, 1)
  mkdirSync(join(folder, 'ff'), { recursive: true })
  writeFileSync(join(folder, 'ff', 'notes.txt'), 'nothing of ours')
  assert.equal(await blobs.tidy(new Date(Date.now() - 1000)), 1)
  assert.deepEqual(readdirSync(join(folder, 'part')), ['young'])
  assert.deepEqual(
    (await Array.fromAsync(blobs.list())).map(({ id }) => id),
    [sumOf('kept')],
  )
})

test('a content that is read while it is forgotten or put again is read to its end', async () => {
  const blobs = openDisk(newFolder())
  const { id } = await blobs.put(streamOf('x'.repeat(5_000_000)))
  const reading = await blobs.get(id)
  await blobs.put(streamOf('x'.repeat(5_000_000)))
  await blobs.remove(id)
  assert.equal(Buffer.concat(await Array.fromAsync(reading)).length, 5_000_000)
})

test('a file on disk has no address of its own', async () => {
  const blobs = openDisk(newFolder())
  const { id } = await blobs.put(streamOf('here'))
  assert.equal(await blobs.address(id, { seconds: 60 }), undefined)
})

test('a damaged file is mended by putting its content again', async () => {
  const folder = newFolder()
  const blobs = openDisk(folder)
  const { id } = await blobs.put(streamOf('whole'))
  writeFileSync(join(folder, id.slice(0, 2), id), 'ho')
  await blobs.put(streamOf('whole'))
  assert.equal((await readAll(blobs, id)).toString(), 'whole')
})

test('a full disk is something that callers are told', () => {
  assert.ok(outOfSpace(Object.assign(new Error('no'), { code: 'ENOSPC' })) instanceof Unavailable)
  const other = Object.assign(new Error('no'), { code: 'EIO' })
  assert.equal(outOfSpace(other), other)
})

test('a folder that cannot be made is an error, and so is one that cannot be listed', async () => {
  const file = join(root, 'file')
  writeFileSync(file, '')
  const blobs = openDisk(join(file, 'below'))
  await assert.rejects(blobs.put(streamOf('x')), { code: 'ENOTDIR' })
  await assert.rejects(Array.fromAsync(blobs.list()), { code: 'ENOTDIR' })
})
