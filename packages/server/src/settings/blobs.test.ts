import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig } from '../config.ts'
import { BadSetting } from './setting.ts'

const STORE = {
  PAIL_BLOBS: 's3',
  PAIL_S3_BUCKET: 'files',
  PAIL_S3_ACCESS_KEY_ID: 'key',
  PAIL_S3_SECRET_ACCESS_KEY: 'hush',
}
const refuses = (settings: Record<string, string>, complaint: RegExp) =>
  assert.throws(
    () => readConfig(settings),
    error => error instanceof BadSetting && complaint.test(error.message) && !/hush/.test(error.message),
  )

test('a bucket is needed where files are kept in one, and credentials go together', () => {
  refuses({ PAIL_BLOBS: 's3' }, /^PAIL_BLOBS=s3 needs PAIL_S3_BUCKET$/)
  const { PAIL_S3_ACCESS_KEY_ID: _, ...half } = STORE
  refuses(half, /go together$/)
})

test('what names no store is refused', () => {
  refuses({ ...STORE, PAIL_BLOBS: 'tape' }, /PAIL_BLOBS must be disk or s3/)
  refuses({ ...STORE, PAIL_S3_BUCKET: 'a/b' }, /PAIL_S3_BUCKET must be the name of a bucket/)
  refuses({ ...STORE, PAIL_S3_ENDPOINT: 'minio:9000' }, /PAIL_S3_ENDPOINT must be an address/)
  refuses({ ...STORE, PAIL_S3_ENDPOINT: 'http://user:hush@minio' }, /PAIL_S3_ENDPOINT must be an address/)
  refuses({ ...STORE, PAIL_S3_PREFIX: '/pail' }, /PAIL_S3_PREFIX must be words between slashes/)
  refuses({ ...STORE, PAIL_S3_REDIRECT: 'yes' }, /PAIL_S3_REDIRECT must be on or off/)
})

test('files are kept on disk unless something else is said', () => {
  const { blobs, s3 } = readConfig({})
  assert.deepEqual([blobs, s3], ['disk', undefined])
})

test('a bucket can be named before it is used', () => {
  const { blobs, s3 } = readConfig({ ...STORE, PAIL_BLOBS: 'disk' })
  assert.deepEqual([blobs, s3?.bucket], ['disk', 'files'])
})

test('of a store the rest follows from what is said', () => {
  assert.deepEqual(readConfig(STORE).s3, {
    bucket: 'files',
    endpoint: undefined,
    region: 'us-east-1',
    prefix: 'pail/',
    credentials: { accessKeyId: 'key', secretAccessKey: 'hush' },
    isPathStyle: false,
    hasAddresses: false,
    largestBytes: 10240 * 2 ** 20,
  })
})

test('a store elsewhere is asked with the bucket in the path, unless it takes it in the host', () => {
  const elsewhere = { PAIL_S3_BUCKET: 'files', PAIL_S3_ENDPOINT: 'https://minio.internal:9000', PAIL_S3_PREFIX: 'a/b' }
  const { isPathStyle, credentials, prefix } = readConfig(elsewhere).s3!
  assert.deepEqual([isPathStyle, credentials, prefix], [true, undefined, 'a/b/'])
  assert.equal(readConfig({ ...elsewhere, PAIL_S3_PATH_STYLE: 'off' }).s3?.isPathStyle, false)
})

test('what nginx has of the files is a path of its own, and on a disk', () => {
  for (const path of ['pail-files', '/', '/pail-files', '//', '/a b/', '/../etc/', 'https://nginx/'])
    refuses({ PAIL_ACCEL: path }, /^PAIL_ACCEL must be a path between slashes/)
  refuses({ ...STORE, PAIL_ACCEL: '/pail-files/' }, /^PAIL_ACCEL is for files on disk/)
  assert.deepEqual(
    [readConfig({}).accel, readConfig({ PAIL_ACCEL: '/pail-files/' }).accel],
    [undefined, '/pail-files/'],
  )
})
