import { type Kysely, sql, type Transaction } from 'kysely'
import { ByteOrderedText } from './byte-ordered-text.ts'
import { addFunctions } from './functions.ts'

const MIGRATION_LOCK = 0x7061696c

/** Lets one process migrate at a time, for as long as it takes. */
export async function prepare(tx: Transaction<unknown>): Promise<Kysely<unknown>> {
  await sql`set local statement_timeout = 0`.execute(tx)
  await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(tx)
  await addFunctions(tx)
  return tx.withPlugin(new ByteOrderedText())
}
