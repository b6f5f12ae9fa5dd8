import { type Param, prepared } from '@pail/db'
import type { BranchRestrictionRow, Db } from '../../db/tables/index.ts'
import type { BranchType } from '../branching-model/branching-model.ts'
import { asHolder, asProjectHolder, type Holder } from '../repositories/holder.ts'
import type { Repository } from '../repositories/repository.ts'
import type { Kind, Match, Restriction } from './restriction.ts'

/** All that hold in a repository: its own, and its project's unless it has said that it takes none. */
export async function listEffective(db: Db, repository: Repository): Promise<Restriction[]> {
  const own = asHolder(repository)
  const around = asProjectHolder(repository.project)
  const rows = await effective.all(db, { repository: own.uuid, project: around.uuid })
  const held = repository.overrides.branchRestrictions ? rows.filter(row => row.project_uuid === null) : rows
  if (held.length === 0) return []
  return withExempt(
    db,
    held.map(row => fromRow(row, row.project_uuid === null ? own : around)),
  )
}

const effective = prepared((db: Db, param: Param<{ repository: string; project: string }>) =>
  db
    .selectFrom('branch_restrictions')
    .where(eb => eb.or([eb('repository_uuid', '=', param('repository')), eb('project_uuid', '=', param('project'))]))
    .selectAll()
    .orderBy('id'),
)

/** With the people and groups that each does not hold for. */
async function withExempt<On extends Holder>(
  db: Db,
  restrictions: readonly Restriction<On>[],
): Promise<Restriction<On>[]> {
  const ids = restrictions.map(({ id }) => id)
  const of = <Row extends { restriction_id: number }>(rows: readonly Row[], id: number) =>
    rows.filter(row => row.restriction_id === id)
  const users = await db
    .selectFrom('branch_restriction_users')
    .where('restriction_id', 'in', ids)
    .selectAll()
    .orderBy('user_uuid')
    .execute()
  const groups = await db
    .selectFrom('branch_restriction_groups')
    .where('restriction_id', 'in', ids)
    .selectAll()
    .orderBy('group_uuid')
    .execute()
  return restrictions.map(restriction => ({
    ...restriction,
    users: of(users, restriction.id).map(row => row.user_uuid),
    groups: of(groups, restriction.id).map(row => row.group_uuid),
  }))
}

const fromRow = <On extends Holder>(row: Readonly<BranchRestrictionRow>, on: On): Restriction<On> => ({
  id: row.id,
  on,
  kind: row.kind as Kind,
  match: matchOf(row),
  value: row.value,
  users: [],
  groups: [],
})

const matchOf = ({ branch_match_kind: by, matched }: Readonly<BranchRestrictionRow>): Match =>
  by === 'glob' ? { by, pattern: matched } : { by, type: matched as BranchType }
