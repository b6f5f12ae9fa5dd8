import { randomBytes } from 'node:crypto'
import { invalid } from '@pail/failures'

/** Something with which somebody shows a second time who they are. */
export interface SecondFactor {
  uuid: string
  kind: 'authenticator_app' | 'security_key'
  name: string
  createdOn: string
  lastUsedOn: string | null
}

/** What somebody has shown: one of those, or a code for who has lost them. */
export type ProofKind = SecondFactor['kind'] | 'recovery_code'

export const APP_NAME = 'Authenticator app'
export const MOST_KEYS = 20
const LONGEST_NAME = 60

/** What its owner calls a key: one line. */
export function asKeyName(text: string): string {
  const name = text.trim()
  if (name === '') throw invalid('name', 'may not be blank')
  if (name.length > LONGEST_NAME) throw invalid('name', `at most ${LONGEST_NAME} characters`)
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(name)) throw invalid('name', 'one line of text only')
  return name
}

/** The codes of one issue. */
export const RECOVERY_CODES = 10

/** 80 bits of chance in letters that nobody takes for one another, four by four. */
export function newRecoveryCode(): string {
  const letters = [...randomBytes(16)].map(byte => ALPHABET[byte % ALPHABET.length])
  return letters.join('').replaceAll(/.{4}(?=.)/g, '$&-')
}

/** 32 of them, so that each byte hits each as often. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789'

/** As it was given out, however it was typed; nothing where it cannot be one. */
export function asRecoveryCode(text: string): string | undefined {
  const bare = text.toLowerCase().replaceAll(/[\s-]/g, '')
  return /^[a-z2-9]{16}$/.test(bare) ? bare.replaceAll(/.{4}(?=.)/g, '$&-') : undefined
}

/** Six digits, however they were spaced; nothing where it is something else. */
export function asAppCode(text: string): string | undefined {
  const bare = text.replaceAll(/[\s-]/g, '')
  return /^[0-9]{6}$/.test(bare) ? bare : undefined
}
