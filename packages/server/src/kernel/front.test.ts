import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type BlobId, openDisk } from '@pail/blobs'
import { readConfig } from '../config.ts'
import { placeInFront } from './front.ts'

const ID = 'ab'.repeat(32) as BlobId
const blobs = openDisk('/nowhere')
const asked = (header?: string) =>
  new Request('http://pail.test/', { headers: header === undefined ? {} : { 'x-pail-accel': header } })
const place = (accel: string, header?: string) =>
  placeInFront({ blobs, config: readConfig({ PAIL_ACCEL: accel }) }, ID, asked(header))

test('a header alone leads nowhere, and neither does a setting alone', () => {
  assert.equal(place('', '/pail-files/'), undefined)
  assert.equal(place('', ''), undefined)
  assert.equal(place('/pail-files/'), undefined)
  for (const other of ['', '/', '/etc/', '/pail-files', '/pail-files/, /pail-files/'])
    assert.equal(place('/pail-files/', other), undefined, other)
})

test('where both agree a content is found by its id', () => {
  assert.equal(place('/pail-files/', '/pail-files/'), `/pail-files/ab/${ID}`)
})

test('what lies in a bucket has no place on the disk', () => {
  const elsewhere = { ...blobs, place: () => undefined }
  const config = readConfig({ PAIL_ACCEL: '/pail-files/' })
  assert.equal(placeInFront({ blobs: elsewhere, config }, ID, asked('/pail-files/')), undefined)
})
