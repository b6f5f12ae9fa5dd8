import { Conflict, Forbidden } from '@pail/failures'
import type { Db } from '../../db/tables/index.ts'
import type { Known } from '../../kernel/actor.ts'
import { EVERY_SCOPE } from '../../kernel/scopes.ts'
import { refuseFormer, refuseLastAdministrator } from '../users/change.ts'
import * as users from '../users/store.ts'
import { former, type User } from '../users/user.ts'
import { removeWorkspace } from '../workspaces/change.ts'
import { leaveEverything } from '../workspaces/members/leave.ts'
import { listOwnedAlone } from '../workspaces/members/store.ts'
import { holdsRepositories } from '../workspaces/store.ts'

/** Makes a former user of somebody: out of every workspace, without any way in; what they made stays. */
export async function closeAccount(tx: Db, actor: Known, user: User): Promise<void> {
  refuseFormer(user)
  const isOneself = actor.uuid === user.uuid
  if (isOneself && !actor.credential.granted.has(EVERY_SCOPE))
    throw new Forbidden('Forbidden', {
      detail: 'Only a credential with every scope deletes the account that it is of.',
    })
  await refuseLastAdministrator(tx, user)
  await leaveBehind(tx, user, isOneself)
  await leaveEverything(tx, user)
  await users.forget(tx, user)
  await users.save(tx, former(user))
}

/**
 * What nobody else uses goes, and nothing that others use is left without an owner. The workspace of somebody's own
 * stays where an administrator deletes the account, who can look after what it holds.
 */
async function leaveBehind(tx: Db, user: User, isOneself: boolean): Promise<void> {
  for (const { workspace, hasOthers } of await listOwnedAlone(tx, user)) {
    const isUsed = hasOthers || (await holdsRepositories(tx, workspace))
    if (!isUsed) await removeWorkspace(tx, workspace)
    else if (isOneself || workspace.personalOf !== user.uuid)
      throw new Conflict(`${workspace.slug} would be left without an owner.`)
  }
}
