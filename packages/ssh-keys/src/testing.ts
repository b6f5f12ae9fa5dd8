import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { blobOf } from './material.ts'
import { keyFrom, lineOf } from './public-key.ts'

/** A key that nobody else has, as a line without a comment, with its private half. */
export function makeKey(): { line: string; blob: Buffer; privateKey: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const blob = blobOf(publicKey.export({ format: 'jwk' }))
  return { line: lineOf(keyFrom(blob)), blob, privateKey }
}
