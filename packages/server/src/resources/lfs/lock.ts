import { Conflict, Forbidden, Invalid } from '@pail/failures'
import { isRepoPath } from '@pail/git'
import { neededFor } from '../../auth/permissions.ts'

/** Tells others that a file is being worked on; their clients do not push changes of it. */
export interface Lock {
  id: string
  path: string
  userUuid: string
  /** Who holds it, in words. */
  owner: string
  lockedOn: string
}

/** The path has a lock already. */
export class Locked extends Conflict {
  override name = 'Locked'
  readonly lock: Lock
  constructor(lock: Lock) {
    super('already created lock')
    this.lock = lock
  }
}

/** As much as an index of either database takes. */
const MAX_PATH_BYTES = 2000

export function lockPath(text: string): string {
  if (text === '' || !isRepoPath(text) || Buffer.byteLength(text) > MAX_PATH_BYTES)
    throw new Invalid('path: a file is named by its path from the root of the repository')
  return text
}

/** Refuses to let somebody else's lock be taken away, except by an administrator who insists. */
export function refuseUnlocking(lock: Lock, by: { uuid: string; rank: number }, isForced: boolean): void {
  if (lock.userUuid === by.uuid) return
  if (!isForced) throw new Forbidden(`The file is locked by ${lock.owner}`)
  if (by.rank < neededFor('admin')) throw new Forbidden('Access denied. You must have admin access.')
}
