import { constants, hash, verify } from 'node:crypto'
import { keyObject, type Material, materialOf } from './material.ts'
import type { PublicKey } from './public-key.ts'
import { refuse } from './refuse.ts'
import { pack, packedNumber, Wire } from './wire.ts'

/** A signature as `ssh-keygen -Y sign` writes it. */
export interface SshSignature {
  key: PublicKey
  /** What it is meant for, such as `git`. */
  namespace: string
  /** Whether the key that it names has signed this. */
  covers(message: Buffer): boolean
}

const ARMOUR = /^-----BEGIN SSH SIGNATURE-----\s([A-Za-z0-9+/=\s]+)-----END SSH SIGNATURE-----\s*$/
const MAGIC = 'SSHSIG'

/** Reads an armoured signature; one that is broken, or of a key that is not taken, is refused. */
export function parseSignature(armoured: string): SshSignature {
  const encoded = ARMOUR.exec(armoured)?.[1] ?? ''
  const wire = new Wire(Buffer.from(encoded, 'base64'))
  if (wire.take(MAGIC.length).toString('latin1') !== MAGIC || wire.number() !== 1) throw refuse('no such signature')
  const blob = wire.bytes()
  const [namespace, reserved, algorithm] = [wire.text(), wire.bytes(), wire.text()]
  const signature = wire.bytes()
  wire.end()
  if (algorithm !== 'sha256' && algorithm !== 'sha512') throw refuse('no such signature')
  const material = materialOf(blob)
  const signed = (message: Buffer) =>
    Buffer.concat([Buffer.from(MAGIC), pack(namespace, reserved, algorithm, hash(algorithm, message, 'buffer'))])
  return {
    key: { type: material.type, blob },
    namespace,
    covers: message => isSigned(material, signed(message), signature),
  }
}

/** Whether a key made a signature, in the form of the protocol, of these bytes. */
export function isSigned(material: Material, data: Buffer, signature: Buffer): boolean {
  try {
    const wire = new Wire(signature)
    const algorithm = wire.text()
    const bytes = wire.bytes()
    const signed = material.application === undefined ? data : throughToken(material.application, data, wire)
    wire.end()
    return check(material, algorithm, { signed, bytes })
  } catch {
    return false
  }
}

const TOUCHED = 1

/** A token signs its own account of what it was given: for which application, how often so far, whether it was touched. */
function throughToken(application: string, data: Buffer, wire: Wire): Buffer {
  const touchedAndCounted = wire.take(5)
  if ((touchedAndCounted[0]! & TOUCHED) === 0) throw refuse('nobody was there')
  const digests = [Buffer.from(application, 'latin1'), data].map(bytes => hash('sha256', bytes, 'buffer'))
  return Buffer.concat([digests[0]!, touchedAndCounted, digests[1]!])
}

const ECDSA_HASH: Readonly<Record<string, string>> = { 'P-256': 'sha256', 'P-384': 'sha384', 'P-521': 'sha512' }
const RSA_HASH: Readonly<Record<string, string>> = { 'rsa-sha2-256': 'sha256', 'rsa-sha2-512': 'sha512' }

interface Claim {
  signed: Buffer
  bytes: Buffer
}

function check(material: Material, algorithm: string, { signed, bytes }: Claim): boolean {
  const key = keyObject(material)
  if (material.jwk.kty === 'RSA') {
    const digest = RSA_HASH[algorithm]
    return digest !== undefined && verify(digest, signed, { key, padding: constants.RSA_PKCS1_PADDING }, bytes)
  }
  if (algorithm !== material.type) return false
  if (material.jwk.kty === 'OKP') return verify(null, signed, key, bytes)
  const digest = ECDSA_HASH[material.jwk.crv ?? '']
  return digest !== undefined && verify(digest, signed, { key, dsaEncoding: 'der' }, derOf(bytes))
}

/** The two numbers of an ECDSA signature as OpenSSL takes them. */
function derOf(bytes: Buffer): Buffer {
  const wire = new Wire(bytes)
  const numbers = [wire.bytes(), wire.bytes()].map(number => tagged(2, packedNumber(number)))
  wire.end()
  return tagged(0x30, Buffer.concat(numbers))
}

function tagged(tag: number, content: Buffer): Buffer {
  const length = content.length < 128 ? [content.length] : [0x81, content.length]
  return Buffer.concat([Buffer.of(tag, ...length), content])
}
