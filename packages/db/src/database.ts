import type { Kysely, Transaction } from 'kysely'

export type Dialect = 'sqlite' | 'postgres'

/** One open database. Rows are text and integers only, so that both dialects return equal ones. */
export interface Database<T> {
  readonly dialect: Dialect
  /** Sees what has been committed, and may not write. */
  readonly reader: Kysely<T>
  /** For a single statement; several belong in `transact`. */
  readonly writer: Kysely<T>
  /** Runs `work` as if it were alone. It may run again after losing to another transaction, so it touches only the database. */
  transact<R>(work: (tx: Transaction<T>) => Promise<R>): Promise<R>
  close(): Promise<void>
}
