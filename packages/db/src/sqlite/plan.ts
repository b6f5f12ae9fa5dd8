import type { CompiledQuery } from 'kysely'
import type { Database } from '../database.ts'

export const FULL_SCAN = /^SCAN (?!.*INDEX)/

export async function planOf<T>({ reader }: Database<T>, query: CompiledQuery): Promise<string[]> {
  const explained = { ...query, sql: `explain query plan ${query.sql}` } as CompiledQuery<{ detail: string }>
  const { rows } = await reader.executeQuery(explained)
  return rows.map(row => row.detail)
}
