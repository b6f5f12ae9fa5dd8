import type { Db } from '../../../db/tables/index.ts'
import type { Workspace } from '../workspace.ts'
import { type Member, refuseLoss } from './member.ts'
import * as store from './store.ts'

/** Takes somebody out of a workspace, with every right that they had there. */
export async function leave(tx: Db, member: Member): Promise<void> {
  refuseLoss(member, await store.countOtherOwners(tx, member))
  await removeRights(tx, member.workspace, member.user)
  await removeFromRules(tx, member.workspace, member.user)
  await tx
    .deleteFrom('memberships')
    .where('workspace_uuid', '=', member.workspace.uuid)
    .where('user_uuid', '=', member.user.uuid)
    .execute()
}

async function removeRights(tx: Db, workspace: Workspace, user: { uuid: string }): Promise<void> {
  await tx
    .deleteFrom('group_members')
    .where('user_uuid', '=', user.uuid)
    .where('group_uuid', 'in', eb =>
      eb.selectFrom('groups').where('workspace_uuid', '=', workspace.uuid).select('uuid'),
    )
    .execute()
  await tx
    .deleteFrom('grants')
    .where('grantee_uuid', '=', user.uuid)
    .where(eb =>
      eb.or(
        (['projects', 'repositories'] as const).map(table =>
          eb(
            'resource_uuid',
            'in',
            eb.selectFrom(table).where(`${table}.workspace_uuid`, '=', workspace.uuid).select(`${table}.uuid`),
          ),
        ),
      ),
    )
    .execute()
}

/** Nobody who left is exempt from a restriction, or asked to review. */
async function removeFromRules(tx: Db, workspace: Workspace, user: { uuid: string }): Promise<void> {
  for (const table of ['projects', 'repositories'] as const) {
    const holders = tx.selectFrom(table).where(`${table}.workspace_uuid`, '=', workspace.uuid).select(`${table}.uuid`)
    const restrictions = tx.selectFrom('branch_restrictions').where('holder_uuid', 'in', holders).select('id')
    await tx
      .deleteFrom('branch_restriction_users')
      .where('user_uuid', '=', user.uuid)
      .where('restriction_id', 'in', restrictions)
      .execute()
    await tx
      .deleteFrom('default_reviewers')
      .where('user_uuid', '=', user.uuid)
      .where('holder_uuid', 'in', holders)
      .execute()
  }
}

/** Takes an account that is to be deleted out of everything; only the person's own workspace stays theirs. */
export async function leaveEverything(tx: Db, user: { uuid: string }): Promise<void> {
  await tx.deleteFrom('group_members').where('user_uuid', '=', user.uuid).execute()
  await tx.deleteFrom('grants').where('grantee_uuid', '=', user.uuid).execute()
  await tx.deleteFrom('memberships').where('user_uuid', '=', user.uuid).execute()
}
