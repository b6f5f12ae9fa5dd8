import { type CompiledQuery, sql } from 'kysely'
import type { Database } from '../database.ts'

export const FULL_SCAN = /\bSeq Scan on\b/

/** Small tables are read whole even where an index would serve, so the planner is told to avoid it. */
export async function planOf<T>(database: Database<T>, query: CompiledQuery): Promise<string[]> {
  const explained = { ...query, sql: `explain ${query.sql}` } as CompiledQuery<{ 'QUERY PLAN': string }>
  return database.transact(async tx => {
    await sql`set local enable_seqscan = off`.execute(tx)
    const { rows } = await tx.executeQuery(explained)
    return rows.map(row => row['QUERY PLAN'])
  })
}
