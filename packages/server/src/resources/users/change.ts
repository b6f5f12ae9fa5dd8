import { Conflict, Forbidden } from '@pail/failures'
import type { Static } from 'typebox'
import type { Db } from '../../db/tables/index.ts'
import type { Known } from '../../kernel/actor.ts'
import { asAvatar } from './avatar/avatar.ts'
import * as store from './store.ts'
import { asUsername, type User, withProfile } from './user.ts'
import type { userInput } from './view.ts'

type UserInput = Static<typeof userInput>

/** Changes an account. Everybody looks after their own profile; name, status and rank are for administrators. */
export async function changeUser(tx: Db, actor: Known, user: User, input: UserInput): Promise<User> {
  const { username, status, is_admin, ...profile } = input
  if (!actor.isAdmin && [username, status, is_admin].some(one => one !== undefined))
    throw new Forbidden('Forbidden', {
      detail: 'Only an administrator of this installation may change username, status and is_admin.',
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
  return store.save(tx, changed)
}

export function refuseFormer(user: User): void {
  if (user.status === 'deleted') throw new Conflict('This account has been deleted.')
}

/** Somebody must be left who can let others in. */
export async function refuseLastAdministrator(tx: Db, user: User): Promise<void> {
  if (user.isAdmin && user.status === 'active' && !(await store.hasOtherAdministrator(tx, user)))
    throw new Conflict('This is the last administrator of the installation.')
}
