import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { CreateMultipartUploadCommand, PutObjectCommand, UploadPartCommand } from '@aws-sdk/client-s3'
import { Unavailable } from '@pail/failures'
import { readAll, storeSuite, streamOf, sumOf } from '../testing.ts'
import { openBucket } from './bucket.ts'
import { copy } from './copy.ts'
import { openS3 } from './s3.ts'
import { startS3 } from './testing/index.ts'

const server = await startS3()
after(() => server.stop())
const LATER = new Date(Date.now() + 3600_000)
const EARLIER = new Date(Date.now() - 3600_000)

storeSuite(async () => openS3(server.settings()))

test('a bucket that is not there, or is not open to these credentials, is named when it is looked at', async () => {
  const absent = openS3(server.settings({ bucket: 'no-such-bucket' }))
  await assert.rejects(absent.check(), /^Unavailable: The bucket no-such-bucket at http.* cannot be used: NoSuchBucket/)
  const credentials = { accessKeyId: 'nobody', secretAccessKey: 'hush' }
  if (server.isWhole) return
  await assert.rejects(openS3(server.settings({ credentials })).check(), error => {
    assert.ok(error instanceof Unavailable)
    assert.match(error.message, /InvalidAccessKeyId/)
    return !JSON.stringify([error.message, error.particulars]).includes('hush')
  })
})

test('a bucket that can be used is left as it was by a look', async () => {
  const blobs = openS3(server.settings())
  await blobs.check()
  assert.equal(await blobs.tidy(LATER), 0)
})

test('a bucket has room for others, and for other things', async () => {
  const settings = server.settings()
  const { client, Bucket, contents } = openBucket(settings, () => {})
  await client.send(new PutObjectCommand({ Bucket, Key: `${contents}notes.txt`, Body: 'nothing of ours' }))
  await openS3(server.settings()).put(streamOf('of others'))
  assert.deepEqual(await Array.fromAsync(openS3(settings).list()), [])
})

test('an address serves a content to anybody, as what it is said to be, and its parts', async () => {
  const blobs = openS3(server.settings())
  const { id } = await blobs.put(streamOf('0123456789'))
  const disposition = `attachment; filename="na_ve.txt"; filename*=UTF-8''na%C3%AFve.txt`
  const address = await blobs.address(id, { seconds: 60, type: 'text/plain', disposition })
  const whole = await fetch(address!)
  assert.deepEqual([whole.status, await whole.text()], [200, '0123456789'])
  assert.deepEqual(
    [whole.headers.get('content-type'), whole.headers.get('content-disposition')],
    ['text/plain', disposition],
  )
  const part = await fetch(address!, { headers: { range: 'bytes=3-5' } })
  assert.deepEqual([part.status, await part.text()], [206, '345'])
})

test('an address is signed for one content and a while, of a week at most', async () => {
  const blobs = openS3(server.settings())
  const { pathname, searchParams } = new URL((await blobs.address(sumOf('one'), { seconds: 1e9 }))!)
  assert.ok(pathname.endsWith(`/contents/${sumOf('one')}`))
  assert.equal(searchParams.get('X-Amz-Expires'), '604800')
  assert.match(searchParams.get('X-Amz-Signature')!, /^[0-9a-f]{64}$/)
})

test('contents have no addresses where nobody is to be led to the store', async () => {
  const blobs = openS3(server.settings({ hasAddresses: false }))
  const { id } = await blobs.put(streamOf('here'))
  assert.equal(await blobs.address(id, { seconds: 60 }), undefined)
})

/** The small store can be filled at once, and does not tell of uploads; a whole one is the other way round. */
const [testOfSmall, testOfWhole] = server.isWhole ? [() => {}, test] : [test, () => {}]

testOfSmall('all are listed, however many there are', async () => {
  const settings = server.settings()
  const ids = Array.from({ length: 2_003 }, (_, at) => sumOf(`content ${at}`))
  server.fill(ids.map(id => `${settings.prefix}contents/${id}`))
  const listed = (await Array.fromAsync(openS3(settings).list())).map(({ id }) => id)
  assert.deepEqual(listed.sort(), ids.sort())
})

test('what a crash left before it was copied is cleared away once it is old', async () => {
  const settings = server.settings()
  const { client, Bucket, incoming } = openBucket(settings, () => {})
  await client.send(new PutObjectCommand({ Bucket, Key: `${incoming}left`, Body: 'left' }))
  const blobs = openS3(settings)
  await blobs.put(streamOf('kept'))
  assert.equal(await blobs.tidy(EARLIER), 0)
  assert.equal(await blobs.tidy(LATER), 1)
  assert.equal(await blobs.tidy(LATER), 0)
  assert.equal((await Array.fromAsync(blobs.list())).length, 1)
})

testOfWhole('an upload that a crash left is cleared away, and none to which something was added', async () => {
  const settings = server.settings()
  const { client, Bucket, contents, incoming } = openBucket(settings, () => {})
  const blobs = openS3(settings)
  await client.send(new CreateMultipartUploadCommand({ Bucket, Key: `${contents}${sumOf('left')}` }))
  const Key = `${incoming}growing`
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }))
  // Stores tell whole seconds.
  const begun = new Date(Math.ceil(Date.now() / 1000) * 1000)
  while (new Date() <= begun) await pause(50)
  await client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: 'more' }))
  assert.equal(await blobs.tidy(begun), 1)
  assert.equal(await blobs.tidy(LATER), 1)
  assert.equal(await blobs.tidy(LATER), 0)
})

test('what is being put is not cleared away, however long it takes', async () => {
  const blobs = openS3(server.settings())
  const whole = randomBytes(20_000_000)
  async function* slowly() {
    yield whole.subarray(0, 15_000_000)
    await blobs.tidy(LATER)
    yield whole.subarray(15_000_000)
  }
  const { id } = await blobs.put(slowly())
  assert.ok((await readAll(blobs, id)).equals(whole))
})

test('what is too large to be copied at once is copied in parts, where the store can', async () => {
  const settings = server.settings()
  const [bucket, blobs] = [openBucket(settings, () => {}), openS3(settings)]
  const whole = randomBytes(11_000_000)
  const Key = `${bucket.incoming}large`
  await bucket.client.send(new PutObjectCommand({ Bucket: bucket.Bucket, Key, Body: whole }))
  const id = sumOf(whole)
  await copy(bucket, { from: Key, to: bucket.key(id), size: whole.length, bytes: 5 * 2 ** 20 })
  assert.ok((await readAll(blobs, id)).equals(whole))
  assert.equal(await blobs.tidy(LATER), 1)
})

test('what is put while it is being forgotten is there afterwards', async () => {
  const blobs = openS3(server.settings())
  const { id } = await blobs.put(streamOf('back and forth'))
  for (let turn = 0; turn < 8; turn++) {
    await Promise.all([blobs.remove(id), blobs.put(streamOf('back and forth')), blobs.remove(id)])
    await blobs.put(streamOf('back and forth'))
    assert.equal((await readAll(blobs, id)).toString(), 'back and forth')
  }
})
