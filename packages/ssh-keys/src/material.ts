import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto'
import { refuse } from './refuse.ts'
import { pack, packedNumber, Wire } from './wire.ts'

/** What a key is made of. */
export interface Material {
  type: string
  jwk: JsonWebKey
  /** What a key that lives in a token was made for. */
  application?: string
}

const LEAST_RSA_BITS = 2048
const MOST_RSA_BITS = 16_384

/** Curves by the name that the protocol has for them. */
export const CURVES: Readonly<Record<string, { crv: string; size: number }>> = {
  nistp256: { crv: 'P-256', size: 32 },
  nistp384: { crv: 'P-384', size: 48 },
  nistp521: { crv: 'P-521', size: 66 },
}

const KINDS: Readonly<Record<string, (wire: Wire) => Omit<Material, 'type'>>> = {
  'ssh-ed25519': wire => ({ jwk: edwards(wire) }),
  'ssh-rsa': wire => ({ jwk: rsa(wire) }),
  'ecdsa-sha2-nistp256': wire => ({ jwk: elliptic(wire, 'nistp256') }),
  'ecdsa-sha2-nistp384': wire => ({ jwk: elliptic(wire, 'nistp384') }),
  'ecdsa-sha2-nistp521': wire => ({ jwk: elliptic(wire, 'nistp521') }),
  'sk-ssh-ed25519@openssh.com': wire => ({ jwk: edwards(wire), application: wire.text() }),
  'sk-ecdsa-sha2-nistp256@openssh.com': wire => ({ jwk: elliptic(wire, 'nistp256'), application: wire.text() }),
}

export const isTaken = (type: string): boolean => Object.hasOwn(KINDS, type)

/** Takes a key apart; whatever is not written as every program would write it is refused, so that one key has one name. */
export function materialOf(blob: Buffer): Material {
  const wire = new Wire(blob)
  const type = wire.text()
  if (type === 'ssh-dss') throw refuse('DSA keys are no longer secure')
  if (!isTaken(type)) throw refuse('keys of this kind are not supported')
  const material = { type, ...KINDS[type]!(wire) }
  wire.end()
  keyObject(material)
  return material
}

/** For checking what was signed. */
export function keyObject({ jwk }: Material): KeyObject {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' })
  } catch {
    throw refuse('there is no such key')
  }
}

function edwards(wire: Wire): JsonWebKey {
  const point = wire.bytes()
  if (point.length !== 32) throw refuse('there is no such key')
  return { kty: 'OKP', crv: 'Ed25519', x: point.toString('base64url') }
}

function rsa(wire: Wire): JsonWebKey {
  const [e, n] = [wire.bytes(), wire.bytes()]
  for (const number of [e, n]) if (!packedNumber(number).equals(number)) throw refuse('there is no such key')
  const bits = bitsOf(n)
  if (bits < LEAST_RSA_BITS) throw refuse(`RSA keys have at least ${LEAST_RSA_BITS} bits, this one has ${bits}`)
  if (bits > MOST_RSA_BITS || e.length > 8 || bitsOf(e) < 2 || !isOdd(e) || !isOdd(n))
    throw refuse('there is no such key')
  return { kty: 'RSA', e: unsigned(e), n: unsigned(n) }
}

function elliptic(wire: Wire, curve: string): JsonWebKey {
  const { crv, size } = CURVES[curve]!
  const [named, point] = [wire.text(), wire.bytes()]
  if (named !== curve || point.length !== 1 + 2 * size || point[0] !== 4) throw refuse('there is no such key')
  const coordinate = (at: number) => point.subarray(at, at + size).toString('base64url')
  return { kty: 'EC', crv, x: coordinate(1), y: coordinate(1 + size) }
}

const isOdd = (number: Buffer): boolean => ((number.at(-1) ?? 0) & 1) === 1
const unsigned = (number: Buffer): string => number.subarray(number[0] === 0 ? 1 : 0).toString('base64url')

function bitsOf(number: Buffer): number {
  const digits = number.subarray(number[0] === 0 ? 1 : 0)
  return digits.length === 0 ? 0 : 8 * digits.length - Math.clz32(digits[0]!) + 24
}

/** The protocol's form of a key that came in another. */
export function blobOf({ kty, crv = '', x = '', y = '', n = '', e = '' }: JsonWebKey): Buffer {
  const bytes = (text: string) => Buffer.from(text, 'base64url')
  if (kty === 'OKP' && crv === 'Ed25519') return pack('ssh-ed25519', bytes(x))
  if (kty === 'RSA') return pack('ssh-rsa', packedNumber(bytes(e)), packedNumber(bytes(n)))
  const curve = Object.entries(CURVES).find(([, known]) => known.crv === crv)?.[0]
  if (kty !== 'EC' || !curve) throw refuse('keys of this kind are not supported')
  return pack(`ecdsa-sha2-${curve}`, curve, Buffer.concat([Buffer.of(4), bytes(x), bytes(y)]))
}
