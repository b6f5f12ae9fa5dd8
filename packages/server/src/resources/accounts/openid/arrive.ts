import { Conflict, Failure, Forbidden } from '@pail/failures'
import type { Db } from '../../../db/tables/index.ts'
import { record } from '../../../kernel/audit.ts'
import type { OpenIdSettings } from '../../../settings/open-id.ts'
import { deedOn } from '../../users/sessions/deed.ts'
import * as users from '../../users/store.ts'
import { asUsername, type User } from '../../users/user.ts'
import { refuseHeld } from '../../users/usernames.ts'
import * as workspaces from '../../workspaces/store.ts'
import { isWorkspaceSlug } from '../../workspaces/workspace.ts'
import { openAccount } from '../open.ts'
import { type Person, usernamesFor } from './person.ts'
import * as store from './store.ts'

/** Somebody has come from the provider. */
export interface Arrived {
  request: Request
  settings: OpenIdSettings
  person: Person
}

/**
 * The account that somebody comes in to: the one that is linked to them, else the one that has an address of which the
 * provider vouches that it is theirs, else a new one where the settings allow that.
 */
export async function accountOf(tx: Db, arrived: Arrived): Promise<User> {
  const { person } = arrived
  const known = await store.seekOwner(tx, person)
  const user = known === undefined ? await firstTime(tx, arrived) : await users.find(tx, known)
  if (user.status !== 'active') throw new Forbidden('This account is suspended.')
  await store.markUsed(tx, person)
  return user
}

async function firstTime(tx: Db, arrived: Arrived): Promise<User> {
  const { person, settings } = arrived
  if (person.email === undefined)
    throw new Forbidden(
      `${settings.name} vouches for no e-mail address of yours, so that no account can be found by it. Sign in otherwise and link the two, or ask whoever administers this server.`,
    )
  const owner = await store.seekByEmail(tx, person.email)
  const user = owner === undefined ? await signUp(tx, arrived, person.email) : await users.find(tx, owner)
  if (user.status === 'active') await link(tx, arrived, user)
  return user
}

async function signUp(tx: Db, { request, settings, person }: Arrived, email: string): Promise<User> {
  if (!settings.signUp)
    throw new Forbidden('Nobody here has your e-mail address. Ask whoever administers this server for an account.')
  const input = { username: await freeUsername(tx, person), email, display_name: person.name }
  const user = await openAccount(tx, input)
  const details = { issuer: person.issuer, username: user.username, email }
  await record(tx, deedOn(request, user, { operation: 'users.openid.signUp', made: user.uuid, details }))
  return user
}

/** One under which they can have a workspace of their own, too. */
async function freeUsername(tx: Db, person: Person): Promise<string> {
  for (const name of usernamesFor(person)) if (await isFree(tx, name)) return name
  throw new Conflict('No username could be found for you; ask whoever administers this server for an account.')
}

async function isFree(tx: Db, name: string): Promise<boolean> {
  try {
    await refuseHeld(tx, asUsername(name))
  } catch (error) {
    if (error instanceof Failure) return false
    throw error
  }
  if (!isWorkspaceSlug(name) || (await workspaces.has(tx, name))) return false
  return (await users.seekAccount(tx, name)) === undefined
}

/** Lets somebody of the provider sign in to an account from now on. */
export async function link(tx: Db, { request, person }: Arrived, user: User): Promise<void> {
  await store.createLink(tx, user, person)
  const details = { issuer: person.issuer, name: person.name }
  await record(tx, deedOn(request, user, { operation: 'users.openid.link', subject: user.uuid, details }))
}
