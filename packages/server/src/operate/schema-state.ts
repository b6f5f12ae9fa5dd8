import type { Kysely } from 'kysely'
import { migrations } from '../db/migrations/index.ts'
import type { PailDatabase } from '../db/tables/index.ts'

/** How far a database has come, against what this program expects. */
export interface SchemaState {
  applied: string[]
  missing: string[]
  /** Those of a newer program. */
  unknown: string[]
}

export async function schemaState(database: PailDatabase): Promise<SchemaState> {
  const ledger = database.reader as unknown as Kysely<{ pail_migrations: { name: string } }>
  const rows = await ledger.selectFrom('pail_migrations').select('name').orderBy('name').execute()
  const applied = rows.map(({ name }) => name)
  return {
    applied,
    missing: Object.keys(migrations).filter(name => !applied.includes(name)),
    unknown: unknownAmong(applied),
  }
}

export const unknownAmong = (names: readonly string[]): string[] =>
  names.filter(name => !Object.hasOwn(migrations, name))
