import { type Param, prepared } from '@pail/db'
import type { BranchingModelRow, Db } from '../../db/tables/index.ts'
import { type HolderName, heldBy } from '../repositories/holder.ts'
import { type BranchingModel, type Prefix, type Prefixed, USUAL } from './branching-model.ts'

/** What was said for a repository or project itself, or else what is usual. */
export async function find(db: Db, { uuid }: HolderName): Promise<BranchingModel> {
  const row = await byHolder.first(db, { uuid })
  return row ? fromRow(row) : USUAL
}

const byHolder = prepared((db: Db, param: Param<{ uuid: string }>) =>
  db.selectFrom('branching_models').where('holder_uuid', '=', param('uuid')).selectAll(),
)

export async function save(tx: Db, holder: HolderName, model: BranchingModel): Promise<BranchingModel> {
  const row = toRow(holder, model)
  await tx
    .insertInto('branching_models')
    .values(row)
    .onConflict(c => c.column('holder_uuid').doUpdateSet(row))
    .execute()
  return model
}

const toRow = (holder: HolderName, { development, production, ...model }: BranchingModel): BranchingModelRow => ({
  ...heldBy(holder),
  development_name: development.name,
  development_uses_main: development.usesMain ? 1 : 0,
  production_enabled: production.enabled ? 1 : 0,
  production_name: production.name,
  production_uses_main: production.usesMain ? 1 : 0,
  branch_types: JSON.stringify(model.types),
  deletes_branches: model.deletesBranches ? 1 : 0,
})

const fromRow = (row: BranchingModelRow): BranchingModel => ({
  development: { name: row.development_name, usesMain: row.development_uses_main === 1 },
  production: {
    name: row.production_name,
    usesMain: row.production_uses_main === 1,
    enabled: row.production_enabled === 1,
  },
  types: JSON.parse(row.branch_types) as Record<Prefixed, Prefix>,
  deletesBranches: row.deletes_branches === 1,
})
