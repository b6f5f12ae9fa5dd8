import { Conflict, Forbidden } from '@pail/failures'
import type { Static } from 'typebox'
import type { Db } from '../../db/tables/index.ts'
import type { Known } from '../../kernel/actor.ts'
import { asAvatar } from './avatar/avatar.ts'
import * as store from './store.ts'
import { asUsername, type User, withProfile } from './user.ts'
import * as usernames from './usernames.ts'
import type { userInput } from './view.ts'

export type UserInput = Static<typeof userInput>

/** Changes an account. Everybody looks after their own profile and name; status and rank are for administrators. */
export async function changeUser(tx: Db, actor: Known, user: User, input: UserInput): Promise<User> {
  const { username, status, is_admin, ...profile } = input
  if (!actor.isAdmin && (status !== undefined || is_admin !== undefined))
    throw new Forbidden('Forbidden', {
      detail: 'Only an administrator of this installation may change status and is_admin.',
    })
  refuseFormer(user)
  if (profile.avatar) asAvatar(profile.avatar)
  const changed: User = {
    ...withProfile(user, profile),
    username: username === undefined ? user.username : asUsername(username),
    status: status ?? user.status,
    isAdmin: is_admin ?? user.isAdmin,
  }
  if (!changed.isAdmin || changed.status !== 'active') await refuseLastAdministrator(tx, user)
  if (changed.username !== user.username) await rename(tx, actor, user, changed.username)
  return store.save(tx, changed)
}

async function rename(tx: Db, actor: Known, user: User, username: string): Promise<void> {
  await usernames.refuseHeld(tx, username, user)
  if (!actor.isAdmin) await usernames.refuseMore(tx, user)
  await usernames.occupy(tx, username)
  await usernames.leave(tx, user)
}

export function refuseFormer(user: User): void {
  if (user.status === 'deleted') throw new Conflict('This account has been deleted.')
}

/** Somebody must be left who can let others in. */
export async function refuseLastAdministrator(tx: Db, user: User): Promise<void> {
  if (user.isAdmin && user.status === 'active' && !(await store.hasOtherAdministrator(tx, user)))
    throw new Conflict('This is the last administrator of the installation.')
}
