import type { Db } from '../../db/tables/index.ts'
import type { Reaction } from '../../kernel/events.ts'

/** A repository that went to another workspace left the groups behind that its restrictions did not hold for. */
export const forgetGroups: Reaction = ({ payload }, { database }) =>
  database.transact(tx => forgetForeign(tx, payload.repository as string))

async function forgetForeign(tx: Db, repository: string): Promise<void> {
  await tx
    .deleteFrom('branch_restriction_groups')
    .where('restriction_id', 'in', eb =>
      eb.selectFrom('branch_restrictions').where('repository_uuid', '=', repository).select('id'),
    )
    .where('group_uuid', 'not in', eb =>
      eb
        .selectFrom('groups')
        .innerJoin('repositories', 'repositories.workspace_uuid', 'groups.workspace_uuid')
        .where('repositories.uuid', '=', repository)
        .select('groups.uuid'),
    )
    .execute()
}
