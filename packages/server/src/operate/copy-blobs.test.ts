import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { BUCKET, CREDENTIALS, type S3Server, startS3 } from '@pail/blobs/s3/testing'
import { readAll, sumOf } from '@pail/blobs/testing'
import { testDatabaseUrl } from '@pail/db/testing'
import { openVillage, temporary, type Village } from '@pail/testkit'
import { readConfig } from '../config.ts'
import { dataDirectory } from '../data-directory.ts'
import { openBlobs } from '../kernel/blobs.ts'
import { backUp } from './backup/backup.ts'
import { restore } from './backup/restore.ts'
import { copyBlobs } from './copy-blobs.ts'
import { contents } from './doctor/blob-checks.ts'

let store: S3Server
let settings: Record<string, string>
let village: Village
const [one, other] = ['a release', 'another one']

before(async () => {
  store = await startS3()
  settings = {
    PAIL_BLOBS: 's3',
    PAIL_S3_BUCKET: BUCKET,
    PAIL_S3_ENDPOINT: store.endpoint,
    PAIL_S3_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    PAIL_S3_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
  }
  village = await openVillage(settings)
  const files = new FormData()
  files.append('files', new Blob([one]), 'one.txt')
  files.append('files', new Blob([other]), 'other.txt')
  await village.ada.send('POST', '/2.0/repositories/acme/vault/downloads', { body: files })
})
after(async () => {
  await village.close()
  store.stop()
})

const machines = () => ({
  ...village.forge,
  place: dataDirectory(village.forge.config.dataDirectory),
  serving: true,
  close: async () => {},
})
const copy = (to: 'disk' | 's3', prefix = 'pail/') => {
  const { config } = village.forge
  return copyBlobs(machines(), { ...config, s3: { ...config.s3!, prefix } }, { to, say() {} })
}
const onDisk = (text: string) => {
  const id = sumOf(text)
  return join(village.forge.config.dataDirectory, 'blobs', id.slice(0, 2), id)
}

test('without a bucket there is nothing to copy to', async () => {
  const config = { ...village.forge.config, s3: undefined }
  await assert.rejects(copyBlobs(machines(), config, { to: 's3', say() {} }), /set PAIL_S3_BUCKET/)
})

test('a copy brings what rows speak of, and nothing twice', async () => {
  const bytes = one.length + other.length
  assert.deepEqual(await copy('disk'), { copied: 2, bytes, present: 0, missing: [] })
  assert.deepEqual(await copy('disk'), { copied: 0, bytes: 0, present: 2, missing: [] })
  rmSync(onDisk(one))
  assert.deepEqual(await copy('disk'), { copied: 1, bytes: one.length, present: 1, missing: [] })
})

test('what is missing or damaged where it was is named, and the rest is copied', async () => {
  writeFileSync(onDisk(one), one.replace('a', 'b'))
  const { copied, missing } = await copy('s3', 'damaged/')
  assert.deepEqual([copied, missing], [1, [sumOf(one)]])
  rmSync(onDisk(one))
  assert.deepEqual((await copy('s3', 'missing/')).missing, [sumOf(one)])
})

test('a backup has the files of the bucket, and a restore puts them into one', async () => {
  const source = join(temporary(), 'backup')
  await backUp(machines(), { target: source, withKeys: false })
  const url = await testDatabaseUrl()
  const place = { PAIL_DATA: temporary(), PAIL_LOG: 'silent', PAIL_S3_PREFIX: 'restored/' }
  const config = readConfig({ ...settings, ...place, ...(url && { PAIL_DATABASE_URL: url }) })
  await restore(config, { source })
  const blobs = await openBlobs({ config, place: dataDirectory(config.dataDirectory) })
  assert.equal((await readAll(blobs, sumOf(other))).toString(), other)
})

test('the doctor looks into the bucket', async () => {
  const patient = { ...machines(), config: village.forge.config, say() {} }
  assert.deepEqual(await contents.look(patient), [])
  await village.forge.blobs.remove(sumOf(one))
  assert.deepEqual(
    (await contents.look(patient)).map(({ about }) => about),
    [`the content ${sumOf(one)} is missing`],
  )
})
