import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { Invalid } from '@pail/failures'
import { blobOf } from './material.ts'
import { parsePublicKey } from './parse.ts'
import { fingerprintOf, lineOf, oldFingerprintOf } from './public-key.ts'
import { pack } from './wire.ts'

const ED25519 = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ6ecjRoA1xKVVlWjcqqOD0WA1IKXq8XdPCQQxSJPGLC'
const RFC4716 = `---- BEGIN SSH2 PUBLIC KEY ----
Subject: ada
Comment: "ada on her \\
laptop"
AAAAC3NzaC1lZDI1NTE5AAAAIJ6ecjRoA1xKVVlWjcqqOD0WA1IKXq8XdPCQ
QxSJPGLC
---- END SSH2 PUBLIC KEY ----`

const line = (type: string, ...parts: (Buffer | string)[]) => `${type} ${pack(type, ...parts).toString('base64')}`
const rsa = (bits: number) => generateKeyPairSync('rsa', { modulusLength: bits }).publicKey
const elliptic = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve }).publicKey
const complaint = (text: string): string => {
  try {
    parsePublicKey(text)
  } catch (error) {
    assert.ok(error instanceof Invalid)
    return error.message
  }
  throw new Error('taken')
}

test('what is no key, or several, is refused', () => {
  assert.equal(complaint('  '), 'key: may not be blank')
  assert.equal(complaint('hello'), 'key: this is not a public key')
  assert.equal(complaint('command="x" ssh-ed25519 AAAA'), 'key: this is not a public key')
  assert.equal(complaint(`${ED25519}\n${ED25519}`), 'key: a key is one line')
  assert.equal(complaint('x'.repeat(20_000)), 'key: this is too long for a key')
})

test('a private key is refused as one, in whatever form, and not repeated', () => {
  const { privateKey } = generateKeyPairSync('ed25519')
  const secrets = [
    privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END OPENSSH PRIVATE KEY-----',
    'PuTTY-User-Key-File-3: ssh-ed25519\nPrivate-Lines: 1\nb3BlbnNzaC1rZXktdjEAAAAA',
  ]
  assert.ok(secrets.every(secret => complaint(secret).startsWith('key: this is a private key.')))
  assert.ok(secrets.every(secret => !complaint(secret).includes(secret.split('\n').at(1) ?? '')))
})

test('old and short keys are refused', () => {
  assert.equal(complaint('ssh-dss AAAAB3NzaC1kc3M='), 'key: DSA keys are no longer secure')
  const dsa = generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 }).publicKey
  assert.equal(complaint(dsa.export({ type: 'spki', format: 'pem' }) as string), 'key: DSA keys are no longer secure')
  const short = rsa(1024).export({ type: 'pkcs1', format: 'pem' }) as string
  assert.equal(complaint(short), 'key: RSA keys have at least 2048 bits, this one has 1024')
})

test('kinds that nothing here can use are refused', () => {
  assert.match(complaint(line('ssh-ed448', Buffer.alloc(57))), /not supported/)
  assert.match(complaint(elliptic('secp256k1').export({ type: 'spki', format: 'pem' }) as string), /not supported/)
  assert.match(complaint(line('ssh-ed25519-cert-v01@openssh.com', Buffer.alloc(32))), /not supported/)
})

test('a key that is cut off, goes on, or is of another kind than it says is refused', () => {
  const bytes = Buffer.from(ED25519.split(' ')[1]!, 'base64')
  const written = (blob: Buffer, type = 'ssh-ed25519') => `${type} ${blob.toString('base64')}`
  assert.equal(complaint(written(bytes.subarray(0, -1))), 'key: it is cut off')
  assert.equal(complaint(written(Buffer.concat([bytes, Buffer.of(0)]))), 'key: something follows its end')
  assert.match(complaint(written(bytes, 'ssh-rsa')), /of another kind/)
})

test('a point that is on no curve is no key', () => {
  const nowhere = Buffer.concat([Buffer.of(4), Buffer.alloc(64, 1)])
  assert.equal(complaint(line('ecdsa-sha2-nistp256', 'nistp256', nowhere)), 'key: there is no such key')
  const blob = blobOf(elliptic('P-256').export({ format: 'jwk' }))
  assert.equal(complaint(line('ecdsa-sha2-nistp384', 'nistp256', blob.subarray(-65))), 'key: there is no such key')
})

test('numbers are written in one way only, so that a key has one fingerprint', () => {
  const { n = '', e = '' } = rsa(2048).export({ format: 'jwk' })
  const modulus = Buffer.concat([Buffer.alloc(2), Buffer.from(n, 'base64url')])
  assert.equal(complaint(line('ssh-rsa', Buffer.from(e, 'base64url'), modulus)), 'key: there is no such key')
})

test('a line has a type, a key and whatever is written behind', () => {
  const { type, comment, ...key } = parsePublicKey(`  ${ED25519}\tada@example.com  on her\u2028laptop \n`)
  assert.deepEqual(
    [type, comment, lineOf({ type, ...key })],
    ['ssh-ed25519', 'ada@example.com  on her laptop', ED25519],
  )
})

test('fingerprints are those that ssh-keygen prints', () => {
  const { blob } = parsePublicKey(ED25519)
  assert.equal(fingerprintOf(blob), 'UtVmj7uAG8KVPh1bWDaqg3svWbyKO/ypmnoV136zu34')
  assert.equal(oldFingerprintOf(blob), 'ce:e5:12:ef:64:1a:c8:2e:9f:61:26:bb:ed:23:c6:3f')
})

test('RFC 4716 is the same key with its comment', () => {
  const { blob, comment } = parsePublicKey(RFC4716.replaceAll('\n', '\r\n'))
  assert.deepEqual([blob, comment], [parsePublicKey(ED25519).blob, 'ada on her laptop'])
})

test('PKCS #1 and PKCS #8 are the same key as the line', () => {
  const key = rsa(2048)
  const [one, eight] = (['pkcs1', 'spki'] as const).map(type =>
    parsePublicKey(key.export({ type, format: 'pem' }) as string),
  )
  assert.deepEqual(one, eight)
  assert.deepEqual(parsePublicKey(lineOf(one!)), one)
  const curves = ['P-256', 'P-384', 'P-521'].map(elliptic)
  const types = curves.map(curve => parsePublicKey(curve.export({ type: 'spki', format: 'pem' }) as string).type)
  assert.deepEqual(types, ['ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521'])
})

test('keys that live in a token are taken', () => {
  const point = blobOf(elliptic('P-256').export({ format: 'jwk' })).subarray(-65)
  const edwards = parsePublicKey(ED25519).blob.subarray(-32)
  assert.ok(parsePublicKey(line('sk-ecdsa-sha2-nistp256@openssh.com', 'nistp256', point, 'ssh:')))
  assert.ok(parsePublicKey(line('sk-ssh-ed25519@openssh.com', edwards, 'ssh:')))
})
