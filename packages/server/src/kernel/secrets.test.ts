import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { addKey, dropKeys } from './key-file.ts'
import { openKeyRing } from './secrets.ts'

const file = () => join(mkdtempSync(join(tmpdir(), 'pail-keys-')), 'keys.json')

test('a sealed value does not open in another place', () => {
  const ring = openKeyRing(file())
  assert.throws(() => ring.unseal(ring.seal('s3cret', 'variables/a'), 'variables/b'))
})
test('a changed seal does not open', () => {
  const ring = openKeyRing(file())
  const sealed = ring.seal('s3cret', 'here')
  assert.throws(() => ring.unseal(`${sealed.slice(0, -4)}AAA=`, 'here'))
})
test('a value sealed before the key was changed still opens, and says that it is stale', () => {
  const path = file()
  const sealed = openKeyRing(path).seal('s3cret', 'here')
  addKey(path)
  const ring = openKeyRing(path)
  assert.equal(ring.unseal(sealed, 'here'), 's3cret')
  assert.equal(ring.stale(sealed), true)
  assert.equal(ring.stale(ring.seal('s3cret', 'here')), false)
})
test('the seal does not show the text, and only the owner reads the key file', () => {
  const path = file()
  assert.doesNotMatch(openKeyRing(path).seal('s3cret', 'here'), /s3cret/)
  assert.equal(statSync(path).mode & 0o777, 0o600)
  assert.doesNotMatch(readFileSync(path, 'utf8'), /s3cret/)
})
test('a key that another process adds is used at once, and one that is dropped opens nothing any more', () => {
  const path = file()
  const ring = openKeyRing(path)
  const sealed = ring.seal('s3cret', 'here')
  addKey(path)
  const anew = ring.seal('s3cret', 'here')
  assert.equal(ring.stale(sealed), true)
  assert.equal(ring.stale(anew), false)
  assert.equal(dropKeys(path, new Set()), 1)
  assert.throws(() => ring.unseal(sealed, 'here'), /needs key/)
  assert.equal(ring.unseal(anew, 'here'), 's3cret')
})
test('a seal cut short does not open', () => {
  const ring = openKeyRing(file())
  const [id, text = ''] = ring.seal('', 'here').split('.')
  const cut = Buffer.from(text, 'base64').subarray(0, 20).toString('base64')
  assert.throws(() => ring.unseal(`${id}.${cut}`, 'here'))
})
