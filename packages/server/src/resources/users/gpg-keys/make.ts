import { Forbidden } from '@pail/failures'
import type { Static } from 'typebox'
import type { Db, PailDatabase } from '../../../db/tables/index.ts'
import { refuseMoreKeys } from '../ssh-keys/ssh-key.ts'
import type { User } from '../user.ts'
import { type GpgKey, isSubkey, newGpgKey } from './gpg-key.ts'
import { readGpgKey } from './openpgp.ts'
import * as store from './store.ts'
import type { gpgKeyInput } from './view.ts'

/** Adds a key; it takes a while to read, in which nobody else's writing has to wait. */
export async function addGpgKey(database: PailDatabase, user: User, body: Static<typeof gpgKeyInput>): Promise<GpgKey> {
  const key = newGpgKey(user, await readGpgKey(body.key), body.name)
  await database.transact(async tx => {
    refuseMoreKeys(await store.count(tx, user))
    await store.create(tx, key)
  })
  return key
}

export async function removeGpgKey(tx: Db, user: User, fingerprint: string): Promise<void> {
  const key = await store.find(tx, user, fingerprint)
  if (isSubkey(key)) throw new Forbidden('A subkey is removed with the key that it belongs to.')
  await store.remove(tx, key)
}
