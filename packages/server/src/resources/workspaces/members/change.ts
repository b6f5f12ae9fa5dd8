import type { Membership } from '../../../auth/permissions.ts'
import type { Db } from '../../../db/tables/index.ts'
import { now } from '../../../kernel/clock.ts'
import { refuseFormer } from '../../users/change.ts'
import * as users from '../../users/store.ts'
import { join } from '../store.ts'
import type { Workspace } from '../workspace.ts'
import { type Member, refuseLoss } from './member.ts'
import * as store from './store.ts'

/** Lets somebody in, or changes how they belong; tells whether they are new. */
export async function setMember(
  tx: Db,
  workspace: Workspace,
  { id, permission }: { id: string; permission: Membership },
): Promise<{ member: Member; isNew: boolean }> {
  const user = await users.find(tx, id)
  refuseFormer(user)
  const before = await store.seek(tx, workspace, user.uuid)
  if (before && permission !== 'owner') refuseLoss(before, await store.countOtherOwners(tx, before))
  await join(tx, workspace, user.uuid, permission, now())
  return { member: await store.find(tx, workspace, user.uuid), isNew: before === undefined }
}
