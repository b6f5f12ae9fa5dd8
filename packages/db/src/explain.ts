import type { Compilable } from 'kysely'
import type { Database } from './database.ts'
import * as postgres from './postgres/plan.ts'
import * as sqlite from './sqlite/plan.ts'

const DIALECTS = { sqlite, postgres }

/** The plan the database makes for a query, one step a line. */
export async function explain<T>(database: Database<T>, query: Compilable): Promise<string> {
  const lines = await DIALECTS[database.dialect].planOf(database, query.compile())
  return lines.join('\n')
}

/** The steps of a plan that read a whole table. */
export function fullScans(plan: string): string[] {
  return plan.split('\n').filter(line => sqlite.FULL_SCAN.test(line) || postgres.FULL_SCAN.test(line))
}
