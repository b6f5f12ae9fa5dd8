import { now } from '../../../kernel/clock.ts'
import { refuseFormer } from '../change.ts'
import { asLine } from '../ssh-keys/ssh-key.ts'
import type { User } from '../user.ts'

/** A subkey, or what a key has in common with one. */
export interface GpgPart {
  /** 40 hexadecimal digits and more, in lower case. */
  fingerprint: string
  /** The part of it by which signatures name a key. */
  keyId: string
  createdOn: string
  expiresOn: string | null
}

/** What a key says of a subkey. */
export interface GpgPartOf extends GpgPart {
  /** Whether it may sign in the name of the key, which it has to have said itself. */
  signs: boolean
}

/** An OpenPGP key as it is written: what signs commits. */
export interface GpgKeyText extends GpgPart {
  /** Armoured, with the subkeys. */
  key: string
  /** Whose key it says that it is. */
  holder: string
  comment: string
  subkeys: readonly GpgPartOf[]
}

const MOST_NAME = 255

/** A key of an account, under the name that its owner gives it or else the one that stands in it. */
export function newGpgKey(user: User, { holder, ...key }: GpgKeyText, name = ''): GpgKey & Pick<GpgKeyText, 'subkeys'> {
  refuseFormer(user)
  return {
    ...key,
    comment: asLine(key.comment).slice(0, MOST_NAME),
    userUuid: user.uuid,
    name: asLine(name || holder).slice(0, MOST_NAME),
    addedOn: now(),
    lastUsed: null,
  }
}

/** The same as an account keeps it. */
export interface GpgKey extends Omit<GpgKeyText, 'holder' | 'subkeys'> {
  userUuid: string
  /** What its owner calls it. */
  name: string
  addedOn: string
  lastUsed: string | null
}

/** A subkey with the key that it belongs to. */
export interface GpgSubkey extends GpgPart {
  parent: GpgKey
}

export type AnyGpgKey = GpgKey | GpgSubkey

export const isSubkey = (key: AnyGpgKey): key is GpgSubkey => 'parent' in key
