import type { DatabaseSync } from 'node:sqlite'
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely'
import { refuseNesting } from '../nesting.ts'
import { prepare, type Statement, statementsOf } from './statements.ts'
import { turnstile } from './turnstile.ts'

/** Speaks node:sqlite on one connection. Statements are synchronous, so only writers need to take turns. */
export class SqliteDriver implements Driver {
  readonly #file: DatabaseSync
  readonly #connection: SqliteConnection
  readonly #enter: (() => Promise<() => void>) | undefined
  readonly #wrote: () => void
  #leave: (() => void) | undefined

  /** `wrote` is told whenever something may have been committed. */
  constructor(file: DatabaseSync, access: 'read' | 'write', wrote: () => void = () => {}) {
    this.#wrote = wrote
    this.#file = file
    this.#connection = new SqliteConnection(file)
    this.#enter = access === 'write' ? turnstile() : undefined
  }

  async init() {}

  async acquireConnection(): Promise<DatabaseConnection> {
    if (this.#enter) {
      refuseNesting()
      this.#leave = await this.#enter()
    }
    return this.#connection
  }

  async releaseConnection() {
    this.#wrote()
    this.#leave?.()
  }

  /** One that only reads keeps nobody from writing, and sees the moment of its first query to its end. */
  async beginTransaction() {
    this.#file.exec(this.#enter ? 'begin immediate' : 'begin')
  }

  async commitTransaction() {
    this.#file.exec('commit')
  }

  async rollbackTransaction() {
    // Some failures, a full disk among them, have already rolled back.
    if (this.#file.isTransaction) this.#file.exec('rollback')
  }

  async destroy() {}
}

class SqliteConnection implements DatabaseConnection {
  readonly #file: DatabaseSync
  readonly #statement: (sql: string) => Statement

  constructor(file: DatabaseSync) {
    this.#file = file
    this.#statement = statementsOf(file)
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const statement = this.#statement(sql)
    if (statement.returnsRows) return { rows: statement.rows(parameters) as R[] }
    const { changes, lastInsertRowid } = statement.run(parameters)
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
  }

  /** A statement of its own: one from the cache could be started again while its rows are still being read. */
  async *streamQuery<R>({ sql, parameters }: CompiledQuery, size: number): AsyncIterableIterator<QueryResult<R>> {
    let rows: R[] = []
    for (const row of prepare(this.#file, sql).iterate(parameters)) {
      rows.push(row as R)
      if (rows.length < size) continue
      yield { rows }
      rows = []
    }
    if (rows.length > 0) yield { rows }
  }
}
