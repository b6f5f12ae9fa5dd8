import { randomUUID } from 'node:crypto'
import type { Db } from '../../db/tables/index.ts'
import { now } from '../../kernel/clock.ts'
import * as store from './store.ts'
import { asEmail, asName, asUsername, type User } from './user.ts'
import * as usernames from './usernames.ts'

export interface NewUser {
  username: string
  email: string
  display_name?: string
  is_admin?: boolean
}

/** Makes an account; its address counts as confirmed, as an administrator vouches for it. */
export async function makeUser(db: Db, input: NewUser): Promise<User> {
  const username = asUsername(input.username)
  await usernames.refuseHeld(db, username)
  await usernames.occupy(db, username)
  const user: User = {
    uuid: randomUUID(),
    accountId: `557058:${randomUUID()}`,
    username,
    nickname: username,
    displayName: asName(input.display_name ?? input.username, 'display_name'),
    isAdmin: input.is_admin ?? false,
    status: 'active',
    location: null,
    avatar: null,
    createdOn: now(),
    kind: 'person',
  }
  return store.create(db, user, asEmail(input.email))
}
