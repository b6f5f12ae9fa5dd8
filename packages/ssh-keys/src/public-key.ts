import { hash } from 'node:crypto'
import { materialOf } from './material.ts'

/** A public key of a kind that is taken, checked. */
export interface PublicKey {
  /** Such as `ssh-ed25519`. */
  type: string
  /** As the protocol sends it. */
  blob: Buffer
}

/** A key as somebody wrote it down, with what they called it. */
export interface NamedKey extends PublicKey {
  comment: string
}

/** The key that the protocol sends like this. */
export function keyFrom(blob: Buffer): PublicKey {
  const { type } = materialOf(blob)
  return { type, blob }
}

/** One line as OpenSSH writes it, without a comment. */
export const lineOf = ({ type, blob }: PublicKey): string => `${type} ${blob.toString('base64')}`

/** The name under which programs of today know a key: base64 without padding and without the `SHA256:` in front. */
export const fingerprintOf = (blob: Buffer): string => hash('sha256', blob, 'base64').replace(/=+$/, '')

/** The older name: pairs of hexadecimal digits with colons between. */
export const oldFingerprintOf = (blob: Buffer): string => hash('md5', blob, 'hex').replaceAll(/..(?!$)/g, '$&:')
