import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { Db } from '../db/tables/index.ts'
import { addKey, followKeys, type Key } from './key-file.ts'

/** Keys by id; the newest seals, all of them open. */
export interface KeyRing {
  seal(plain: string, place: string): string
  unseal(sealed: string, place: string): string
  /** Whether a sealed text was made with an older key than the newest. */
  stale(sealed: string): boolean
}

/** A kind of row that holds something sealed; a change of keys goes through all of them. */
export interface SealedRows {
  /** Those behind an id, in the order of ids. */
  after(db: Db, id: string, limit: number): Promise<{ id: string; sealed: string; place: string }[]>
  replace(db: Db, id: string, sealed: string): Promise<void>
}

const IV_BYTES = 12
const TAG_BYTES = 16

/**
 * Opens the key file, making it with a first key where there is none. It is kept outside the database:
 * whoever gets the database alone can open nothing that is sealed. A key added while this runs is used at once.
 *
 * AES-256-GCM. `place` names where the text is kept (table, column, row) and is bound into the seal,
 * so that a sealed value moved to another row does not open there.
 */
export function openKeyRing(file: string): KeyRing {
  if (!existsSync(file)) addKey(file)
  const keys = followKeys(file)
  return {
    seal: (plain, place) => seal(keys()[0]!, plain, place),
    unseal: (sealed, place) => {
      const key = keys().find(({ id }) => id === keyIdOf(sealed))
      if (!key) throw new Error(`A sealed value needs key ${keyIdOf(sealed)}, which the key file does not hold`)
      return unseal(key, sealed, place)
    },
    stale: sealed => keyIdOf(sealed) !== keys()[0]!.id,
  }
}

export const keyIdOf = (sealed: string): string => sealed.slice(0, sealed.indexOf('.'))

function seal({ id, bytes }: Key, plain: string, place: string): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', bytes, iv).setAAD(Buffer.from(place))
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return `${id}.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64')}`
}

function unseal(key: Key, sealed: string, place: string): string {
  const bytes = Buffer.from(sealed.slice(key.id.length + 1), 'base64')
  const iv = bytes.subarray(0, IV_BYTES)
  // A shortened tag would be a weaker one, so its length is fixed.
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, iv, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
}
