import { Conflict } from '@pail/failures'
import type { Db } from '../../db/tables/index.ts'
import { refuseFormer, refuseLastAdministrator } from '../users/change.ts'
import * as users from '../users/store.ts'
import { former, type User } from '../users/user.ts'
import { leaveEverything } from '../workspaces/members/leave.ts'
import { seekOrphaned } from '../workspaces/members/store.ts'

/** Makes a former user of somebody: out of every workspace, without any way in; what they made stays. */
export async function closeAccount(tx: Db, user: User): Promise<void> {
  refuseFormer(user)
  await refuseLastAdministrator(tx, user)
  const orphaned = await seekOrphaned(tx, user)
  if (orphaned) throw new Conflict(`${orphaned.slug} would be left without an owner.`)
  await leaveEverything(tx, user)
  await users.forget(tx, user)
  await users.save(tx, former(user))
}
