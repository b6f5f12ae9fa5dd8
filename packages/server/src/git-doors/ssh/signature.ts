import { hash, verify } from 'node:crypto'
import { Failure } from '@pail/failures'
import { keyObject, type Material, materialOf } from '@pail/ssh-keys'

/** A key as a client offers it, with its signature once it is asked for one. */
export interface Offer {
  key: { algo: string; data: Buffer }
  /** Of RSA only; absent for SHA-1. */
  hashAlgo?: string | undefined
  blob?: Buffer | undefined
  signature?: Buffer | undefined
}

const CURVE_HASH: Readonly<Record<string, string>> = {
  'ecdsa-sha2-nistp256': 'sha256',
  'ecdsa-sha2-nistp384': 'sha384',
  'ecdsa-sha2-nistp521': 'sha512',
}
const RSA_HASHES = ['sha256', 'sha512']

/** What the key is made of; nothing for one that is malformed, weak, or offered with SHA-1. */
export function acceptable({ key, hashAlgo }: Offer): Material | undefined {
  try {
    const material = materialOf(key.data)
    const isRsaWell = material.type !== 'ssh-rsa' || RSA_HASHES.includes(hashAlgo ?? '')
    return material.type === key.algo && isRsaWell ? material : undefined
  } catch (error) {
    if (error instanceof Failure) return undefined
    throw error
  }
}

/** Whether whoever offers the key has its private half. */
export function isProven(offer: Offer, material: Material): boolean {
  const { blob, signature, hashAlgo } = offer
  if (!blob || !signature) return false
  try {
    if (material.type.startsWith('sk-')) return isProvenByToken(blob, signature, material)
    const algorithm = material.type === 'ssh-rsa' ? hashAlgo! : (CURVE_HASH[material.type] ?? null)
    return verify(algorithm, blob, keyObject(material), signature)
  } catch {
    return false
  }
}

const FLAGS_AND_COUNTER = 5
const USER_PRESENT = 1

/** A key in a token signs over what it is for, whether somebody touched it, and how often it has signed. */
function isProvenByToken(blob: Buffer, signature: Buffer, material: Material): boolean {
  const [inner, tail] = [signature.subarray(0, -FLAGS_AND_COUNTER), signature.subarray(-FLAGS_AND_COUNTER)]
  if ((tail[0]! & USER_PRESENT) === 0) return false
  const sha256 = (bytes: Buffer | string) => hash('sha256', bytes, 'buffer')
  const signed = Buffer.concat([sha256(material.application ?? ''), tail, sha256(blob)])
  if (material.type.startsWith('sk-ssh-ed25519')) return verify(null, signed, keyObject(material), inner)
  const numbers = [inner.subarray(4, 4 + inner.readUInt32BE(0)), inner.subarray(8 + inner.readUInt32BE(0))]
  const fixed = Buffer.concat(numbers.map(number => fit(number, 32)))
  return verify('sha256', signed, { key: keyObject(material), dsaEncoding: 'ieee-p1363' }, fixed)
}

/** A number of just so many bytes. */
function fit(number: Buffer, size: number): Buffer {
  const digits = number.subarray(Math.max(0, number.length - size))
  return Buffer.concat([Buffer.alloc(size - digits.length), digits])
}
