import assert from 'node:assert/strict'
import { generateKeyPairSync, hash, type KeyObject, sign } from 'node:crypto'
import { test } from 'node:test'
import { blobOf } from './material.ts'
import { parseSignature } from './signature.ts'
import { makeKey } from './testing.ts'
import { pack } from './wire.ts'

const MESSAGE = Buffer.from('hello\n')
const BY_ED25519 = `-----BEGIN SSH SIGNATURE-----
U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgukInf20kQzLU3JcHPWfDAQPc06
FRncLBS8aF8egsHzAAAAADZ2l0AAAAAAAAAAZzaGE1MTIAAABTAAAAC3NzaC1lZDI1NTE5
AAAAQLBZWE5zqjfaB/JLcekYMXAEmGyhn04smqOB8iUtH1XLkAjdDWoieh8mFJUbospsad
dZdDoXXRRNVaojOvxlpw0=
-----END SSH SIGNATURE-----`
const BY_NISTP521 = `-----BEGIN SSH SIGNATURE-----
U1NIU0lHAAAAAQAAAKwAAAATZWNkc2Etc2hhMi1uaXN0cDUyMQAAAAhuaXN0cDUyMQAAAI
UEAE3u6QoiyLKZcC01Q7E1r0pyDmwZUPnwvnvy0tqgrvcxV9lobYC41X9DdFJdRPlP6+xM
v/dfiiUZSGqJx+n+AgnNAHDa8NUsn1NF2sH900hnHbpB3+xagn5Ua3YuuyO8H2OD/FBmLi
GAJAZDprN4CuOeCN0yJKDGn//5p+morNBbfmJ1AAAAA2dpdAAAAAAAAAAGc2hhNTEyAAAA
pwAAABNlY2RzYS1zaGEyLW5pc3RwNTIxAAAAjAAAAEIAtj+qeeTIPrVBiYeQQRKv0IqrNf
UV/zObs54bfTWq3KMP59FyCdmIQFkm1rt6DXlIfcp5+SYhrxkkJ+5YQq7saBMAAABCAWNm
DHneAFZnZbxcZY+wyTeR/8OaBgtHqfgNnK/S+UAsFcD4nDoThrHi+vFvuu2StExmkSn9pI
W5IVVciGwQdam6
-----END SSH SIGNATURE-----`

/** As `ssh-keygen -Y sign -n git` would write it. */
function armoured(blob: Buffer, make: (data: Buffer) => Buffer): string {
  const about = ['git', '', 'sha512'] as const
  const signature = make(Buffer.concat([Buffer.from('SSHSIG'), pack(...about, hash('sha512', MESSAGE, 'buffer'))]))
  const bytes = Buffer.concat([Buffer.from('SSHSIG'), Buffer.of(0, 0, 0, 1), pack(blob, ...about, signature)])
  return `-----BEGIN SSH SIGNATURE-----\n${bytes.toString('base64')}\n-----END SSH SIGNATURE-----\n`
}

/** A key in a token for the application `ssh:`. */
function token(privateKey: KeyObject, data: Buffer, flags: number): Buffer {
  const [application, counted] = [hash('sha256', 'ssh:', 'buffer'), Buffer.of(flags, 0, 0, 0, 7)]
  const signed = Buffer.concat([application, counted, hash('sha256', data, 'buffer')])
  return Buffer.concat([pack('sk-ssh-ed25519@openssh.com', sign(null, signed, privateKey)), counted])
}

test('what is no signature is refused', () => {
  assert.throws(() => parseSignature('-----BEGIN PGP SIGNATURE-----'), /key:/)
  assert.throws(() => parseSignature(BY_ED25519.replace('U1NI', 'AAAA')), /key:/)
  assert.throws(() => parseSignature(BY_ED25519.replace('ospsad', '')), /key:/)
})

test('a signature covers what was signed and nothing else', () => {
  for (const text of [BY_ED25519, BY_NISTP521]) {
    const { namespace, covers } = parseSignature(text)
    assert.deepEqual([namespace, covers(MESSAGE), covers(Buffer.from('hello'))], ['git', true, false])
  }
})

test('a signature is read whatever ends its lines', () => {
  assert.ok(parseSignature(BY_ED25519.replaceAll('\n', '\r\n')).covers(MESSAGE))
})

test('RSA keys sign with SHA-2 and not with SHA-1', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const blob = blobOf(publicKey.export({ format: 'jwk' }))
  const by = (algorithm: string, digest: string) =>
    parseSignature(armoured(blob, data => pack(algorithm, sign(digest, data, privateKey)))).covers(MESSAGE)
  assert.deepEqual(
    [by('rsa-sha2-512', 'sha512'), by('rsa-sha2-256', 'sha256'), by('ssh-rsa', 'sha1'), by('rsa-sha2-512', 'sha1')],
    [true, true, false, false],
  )
})

test('a signature of another kind than its key is none', () => {
  const { blob, privateKey } = makeKey()
  const signed = armoured(blob, data => pack('ssh-rsa', sign(null, data, privateKey)))
  assert.equal(parseSignature(signed).covers(MESSAGE), false)
})

test('a token signs when somebody touches it', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const x = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')
  const blob = pack('sk-ssh-ed25519@openssh.com', x, 'ssh:')
  const [touched, untouched] = [1, 0].map(flags => armoured(blob, data => token(privateKey, data, flags)))
  assert.deepEqual(
    [parseSignature(touched!).covers(MESSAGE), parseSignature(untouched!).covers(MESSAGE)],
    [true, false],
  )
})
