import { isTaken } from '@pail/db'
import { Invalid } from '@pail/failures'
import type { Db } from '../../../db/tables/index.ts'
import { now } from '../../../kernel/clock.ts'
import { refuseFormer } from '../change.ts'
import type { User } from '../user.ts'
import { newSshKey, refuseMoreKeys, type SshKey, type SshKeyInput } from './ssh-key.ts'
import * as store from './store.ts'

export async function addSshKey(tx: Db, user: User, input: SshKeyInput): Promise<SshKey> {
  refuseFormer(user)
  const key = newSshKey(user.uuid, input, now())
  if (await store.isRegistered(tx, key.fingerprint)) throw alreadyRegistered()
  refuseMoreKeys(await store.count(tx, user))
  return unlessRegistered(() => store.create(tx, key))
}

/** Two who come with one key at the same moment are told what the later of them would be told. */
export async function unlessRegistered<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    throw isTaken(error) ? alreadyRegistered() : error
  }
}

/** A key names one account, or opens what it was deployed to, and never both. */
export function alreadyRegistered(): Invalid {
  const reason = 'Someone has already registered that SSH key.'
  return new Invalid(reason, { fields: { key: [reason] } })
}
