import { randomUUID } from 'node:crypto'
import { invalid } from '@pail/failures'
import { fingerprintOf, lineOf, parsePublicKey } from '@pail/ssh-keys'
import { asExpiry } from '../tokens/token.ts'

/** A public key by which an account is known over SSH. */
export interface SshKey {
  uuid: string
  userUuid: string
  fingerprint: string
  /** One line as OpenSSH writes it, without the comment. */
  key: string
  comment: string
  label: string
  createdOn: string
  expiresOn: string | null
  lastUsed: string | null
}

/** What everything that keeps public keys knows of one. */
export type KeyText = Pick<SshKey, 'fingerprint' | 'key' | 'comment'>

export interface SshKeyInput {
  key: string
  label?: string
  comment?: string
  expires_on?: string | null
}

/** Reads a key in any of the usual forms; what stands behind it is a comment unless another is given. */
export function readKey(text: string, comment?: string): KeyText {
  const key = parsePublicKey(text)
  return { fingerprint: fingerprintOf(key.blob), key: lineOf(key), comment: key.comment || asLine(comment ?? '') }
}

export function newSshKey(userUuid: string, input: SshKeyInput, at: string): SshKey {
  return {
    uuid: randomUUID(),
    userUuid,
    ...readKey(input.key, input.comment),
    label: asLine(input.label ?? ''),
    createdOn: at,
    expiresOn: asExpiry(input.expires_on, at),
    lastUsed: null,
  }
}

/** More than anybody has machines. */
const MOST_KEYS = 100

/** Refuses one more for an account that has so many keys of a kind. */
export function refuseMoreKeys(count: number): void {
  if (count < MOST_KEYS) return
  const reason = `an account has at most ${MOST_KEYS} keys of a kind`
  throw invalid('key', reason)
}

/** A name for people to read, on one line. */
export const asLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ').trim()

/** Whether a key opens anything at this moment. */
export const hasExpired = ({ expiresOn }: Pick<SshKey, 'expiresOn'>, at: string): boolean =>
  expiresOn !== null && expiresOn <= at
