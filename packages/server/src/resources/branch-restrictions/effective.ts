import { type Param, prepared } from '@pail/db'
import type { Db } from '../../db/tables/index.ts'
import { asHolder, asProjectHolder } from '../repositories/holder.ts'
import type { Repository } from '../repositories/repository.ts'
import type { Restriction } from './restriction.ts'
import { fromRow, withExempt } from './store.ts'

/** All that hold in a repository: its own, and its project's unless it has said that it takes none. */
export async function listEffective(db: Db, repository: Repository): Promise<Restriction[]> {
  const own = asHolder(repository)
  const around = asProjectHolder(repository.project)
  const rows = await effective.all(db, { repository: own.uuid, project: around.uuid })
  const holding = repository.overrides.branchRestrictions ? rows.filter(row => row.project_uuid === null) : rows
  return withExempt(
    db,
    holding.map(row => fromRow(row, row.project_uuid === null ? own : around)),
  )
}

const effective = prepared((db: Db, param: Param<{ repository: string; project: string }>) =>
  db
    .selectFrom('branch_restrictions')
    .where(eb => eb.or([eb('repository_uuid', '=', param('repository')), eb('project_uuid', '=', param('project'))]))
    .selectAll()
    .orderBy('id'),
)
