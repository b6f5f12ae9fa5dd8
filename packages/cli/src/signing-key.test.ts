import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { commandFor } from './testing.ts'

const data = mkdtempSync(join(tmpdir(), 'pail-signing-'))
after(() => rmSync(data, { recursive: true }))
const pail = commandFor('http://127.0.0.1:9', { PAIL_DATA: data, PAIL_TOKEN: '' })

test('without a key there is none to show or to remove', async () => {
  const { code, err } = await pail('signing-key', 'show')
  assert.deepEqual([code, err], [1, 'pail: There is no signing key; pail signing-key create makes one\n'])
  assert.equal((await pail('signing-key', 'remove')).code, 1)
})

test('a key is made once; its public half goes to whoever is piped to, and its private half nowhere', async () => {
  const made = await pail('signing-key', 'create')
  assert.equal(made.code, 0)
  assert.match(made.out, /^-----BEGIN PGP PUBLIC KEY BLOCK-----[\s\S]*-----END PGP PUBLIC KEY BLOCK-----\n$/)
  assert.match(made.err, /^fingerprint +[0-9a-f]{40}\ncreated on +20/)
  assert.equal((await pail('signing-key', 'show')).out, made.out)
  assert.equal(statSync(join(data, 'signing/key.asc')).mode & 0o777, 0o600)
  const again = await pail('signing-key', 'create')
  assert.deepEqual([again.code, again.err], [1, 'pail: There is a signing key already\n'])
})

test('a key is removed', async () => {
  const { fingerprint, public_key } = JSON.parse((await pail('signing-key', 'show', '--json')).out)
  assert.match(public_key, /^-----BEGIN PGP PUBLIC/)
  const { out } = await pail('signing-key', 'remove', '--json')
  assert.equal(JSON.parse(out).fingerprint, fingerprint)
  assert.equal((await pail('signing-key', 'show')).code, 1)
})
