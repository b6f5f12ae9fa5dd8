import type { Kysely, Transaction } from 'kysely'
import type { Database } from './database.ts'
import * as postgres from './postgres/migrating.ts'
import * as sqlite from './sqlite/migrating.ts'

interface Ledger {
  pail_migrations: { name: string; applied_on: string }
}

/** One numbered change of the schema. It imports nothing of ours, so that it never changes itself. */
export interface Migration {
  up(db: Kysely<unknown>): Promise<void>
}

/** The database was written by a newer program, whose tables this one would misread. */
export class NewerDatabase extends Error {
  override name = 'NewerDatabase'
  readonly unknown: readonly string[]
  constructor(unknown: readonly string[]) {
    super(`This database holds migrations that this program does not know: ${unknown.join(', ')}`)
    this.unknown = unknown
  }
}

/** Applies, in the order of their names and all or none, the migrations a database lacks. Answers their names. */
export function migrate<T>(database: Database<T>, migrations: Record<string, Migration>): Promise<string[]> {
  const { prepare } = database.dialect === 'sqlite' ? sqlite : postgres
  // Whoever waited for the lock has to see what the one before it did.
  const transaction = database.writer.transaction().setIsolationLevel('read committed')
  return transaction.execute(async tx => {
    const ledger = tx as unknown as Transaction<Ledger>
    const schema = await prepare(tx as unknown as Transaction<unknown>)
    const applied = await appliedIn(ledger)
    const unknown = applied.filter(name => !Object.hasOwn(migrations, name))
    if (unknown.length > 0) throw new NewerDatabase(unknown)
    const missing = Object.keys(migrations)
      .filter(name => !applied.includes(name))
      .sort()
    for (const name of missing) await apply(ledger, schema, name, migrations[name]!)
    return missing
  })
}

async function appliedIn(ledger: Kysely<Ledger>): Promise<string[]> {
  await ledger.schema
    .createTable('pail_migrations')
    .ifNotExists()
    .addColumn('name', 'text', column => column.primaryKey())
    .addColumn('applied_on', 'text', column => column.notNull())
    .execute()
  const rows = await ledger.selectFrom('pail_migrations').select('name').orderBy('name').execute()
  return rows.map(row => row.name)
}

async function apply(ledger: Kysely<Ledger>, schema: Kysely<unknown>, name: string, migration: Migration) {
  await migration.up(schema)
  await ledger.insertInto('pail_migrations').values({ name, applied_on: new Date().toISOString() }).execute()
}
