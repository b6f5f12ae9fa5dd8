import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import {
  BUCKET,
  CREDENTIALS,
  type Deed,
  type FaultyLine,
  type S3Server,
  startProxy,
  startS3,
} from '@pail/blobs/s3/testing'
import { testDatabaseUrl } from '@pail/db/testing'
import { ADMIN_TOKEN, type PailProcess, startPail } from '@pail/testkit'

let store: S3Server
let proxy: FaultyLine
let settings: Record<string, string>
let pail: PailProcess
const authorization = `Bearer ${ADMIN_TOKEN}`
const AT = '/2.0/repositories/admin/files/downloads'

before(async () => {
  store = await startS3()
  proxy = await startProxy(store.endpoint)
  const url = await testDatabaseUrl()
  settings = {
    ...(url && { PAIL_DATABASE_URL: url }),
    PAIL_SEARCH: 'off',
    PAIL_S3_BUCKET: BUCKET,
    PAIL_S3_ENDPOINT: proxy.endpoint,
    PAIL_S3_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    PAIL_S3_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
  }
  pail = await startPail({ ...settings, PAIL_BLOBS: 's3', PAIL_S3_REDIRECT: 'on' })
  await fetch(`${pail.origin}/2.0/repositories/admin/files`, { method: 'POST', headers: { authorization } })
})
after(async () => {
  await pail.stop()
  await proxy.close()
  store.stop()
})

const ask = (method: string, path: string, init: RequestInit = {}) =>
  fetch(pail.origin + path, { method, redirect: 'manual', ...init, headers: { authorization } })

async function bring(name: string, content: Uint8Array<ArrayBuffer>): Promise<void> {
  const body = new FormData()
  body.append('files', new Blob([content]), name)
  assert.equal((await ask('POST', AT, { body })).status, 201)
}

const placeOf = async (name: string) => (await ask('GET', `${AT}/${name}`)).headers.get('location')!
const read = async (address: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(address, { headers })
  return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()), headers: answer.headers }
}

const DEEDS: readonly Deed[] = [{ refused: 500 }, 'drop', { refused: 503 }, 'truncate', 'lose']
const large = randomBytes(20_000_000)

test('a bucket that is not there keeps Pail from starting, in one line and without a secret', async () => {
  const starting = startPail({ ...settings, PAIL_DATABASE_URL: '', PAIL_BLOBS: 's3', PAIL_S3_BUCKET: 'elsewhere' })
  await assert.rejects(starting, ({ message }: Error) => {
    assert.match(message, /^Pail ended with 1: pail: The bucket elsewhere at http\S+ cannot be used: NoSuchBucket.*\n$/)
    return !message.includes(CREDENTIALS.secretAccessKey)
  })
})

test('files are brought to the bucket, listed, and read at the store, in parts too', async () => {
  await bring('large.bin', large)
  await bring('page.html', Buffer.from('<b>hello</b>'))
  const { values } = (await (await ask('GET', AT)).json()) as { values: { name: string; size: number }[] }
  assert.deepEqual(
    values.map(({ name, size }) => [name, size]),
    [
      ['page.html', 12],
      ['large.bin', large.length],
    ],
  )
  const address = await placeOf('large.bin')
  assert.ok(address.startsWith(proxy.endpoint))
  assert.ok((await read(address)).bytes.equals(large))
  const part = await read(address, { range: 'bytes=9000000-10000000' })
  assert.ok(part.status === 206 && part.bytes.equals(large.subarray(9_000_000, 10_000_001)))
  const page = await read(await placeOf('page.html'))
  assert.match(page.headers.get('content-disposition')!, /^attachment; filename="page.html"/)
})

test('whoever only looks at the headers stays here', async () => {
  const { headers } = await ask('HEAD', `${AT}/large.bin`)
  assert.ok(headers.get('location')!.startsWith(pail.origin))
})

test('a server that is killed in the middle of an upload leaves the old file', async () => {
  const boundary = 'cut'
  const headers = { authorization, 'content-type': `multipart/form-data; boundary=${boundary}` }
  proxy.play(() => 'pass')
  const sending = request(pail.origin + AT, { method: 'POST', headers })
  sending.on('error', () => {})
  sending.write(
    `--${boundary}\r\ncontent-disposition: form-data; name="files"; filename="large.bin"\r\n\r\n${'x'.repeat(30_000_000)}`,
  )
  while (!proxy.seen().some(line => line.includes('partNumber=2'))) await pause(10)
  await pail.stop('SIGKILL')
  sending.destroy()
  pail = await startPail({ ...settings, PAIL_BLOBS: 's3' }, pail.data)
  assert.ok((await read(await placeOf('large.bin'))).bytes.equals(large))
})

test('files come through Pail where nobody is to be led to the store, in parts too', async () => {
  const address = await placeOf('large.bin')
  assert.ok(address.startsWith(pail.origin))
  const part = await read(address, { range: 'bytes=9000000-10000000' })
  assert.ok(part.status === 206 && part.bytes.equals(large.subarray(9_000_000, 10_000_001)))
})

test('of a store of which every third request fails nobody hears, and nothing is lost', async () => {
  const [first, second] = [randomBytes(20_000_000), randomBytes(9_000_000)]
  proxy.play((_, count) => (count % 3 === 2 ? DEEDS[Math.floor(count / 3) % DEEDS.length]! : 'pass'))
  await bring('thirds.bin', first)
  assert.ok((await read(await placeOf('thirds.bin'))).bytes.equals(first))
  await bring('thirds.bin', second)
  const part = await read(await placeOf('thirds.bin'), { range: 'bytes=-1000000' })
  assert.ok(part.status === 206 && part.bytes.equals(second.subarray(-1_000_000)))
  assert.ok((await read(await placeOf('large.bin'))).bytes.equals(large))
  proxy.play(() => 'pass')
})

test('of a store that is away callers are told, and the file that was there stays', async () => {
  proxy.play(() => ({ refused: 503 }))
  const body = new FormData()
  body.append('files', new Blob(['new']), 'large.bin')
  const answer = await ask('POST', AT, { body })
  assert.equal(answer.status, 503)
  const { type, error } = (await answer.json()) as { type: string; error: { message: string } }
  assert.deepEqual([type, error.message], ['error', 'The file store does not answer'])
  proxy.play(() => 'pass')
  assert.ok((await read(await placeOf('large.bin'))).bytes.equals(large))
})

test('a file that is deleted is offered no longer', async () => {
  assert.equal((await ask('DELETE', `${AT}/large.bin`)).status, 204)
  assert.equal((await ask('GET', `${AT}/large.bin`)).status, 404)
})
