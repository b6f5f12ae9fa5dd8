import { Kysely, PostgresDialect } from 'kysely'
import type { Database } from '../database.ts'
import { transactOn } from '../transact.ts'
import type { PoolOptions } from './pool.ts'
import { isLost } from './refusals.ts'

export type PostgresOptions = PoolOptions

/** Opens a database on a PostgreSQL server. The driver is loaded with the first query. */
export function openPostgres<T>(url: string, options: PostgresOptions = {}): Database<T> {
  const pool = async () => (await import('./pool.ts')).openPool(url, options)
  const both = new Kysely<T>({ dialect: new PostgresDialect({ pool }) })
  return {
    dialect: 'postgres',
    reader: both,
    writer: both,
    transact: transactOn(both, { isolation: 'serializable', lost: isLost }),
    close: () => both.destroy(),
  }
}
