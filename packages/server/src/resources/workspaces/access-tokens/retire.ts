import type { Db } from '../../../db/tables/index.ts'
import { leaveEverything } from '../members/leave.ts'
import type { Level } from './access-token.ts'
import * as store from './store.ts'

/** Revokes the token that acts as this account; what it made stays, and stays its own. */
export async function retire(tx: Db, user: { uuid: string }): Promise<void> {
  await leaveEverything(tx, user)
  await store.remove(tx, user.uuid)
}

/** The same for every token of a thing that goes, or goes elsewhere. */
export async function retireAll(tx: Db, level: Level, on: { uuid: string }): Promise<void> {
  for (const uuid of await store.usersOf(tx, level, on)) await retire(tx, { uuid })
}
