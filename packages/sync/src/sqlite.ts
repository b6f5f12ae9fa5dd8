import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { Data } from 'pail-source-bitbucket'
import type { Kind } from './columns.ts'
import { type Destination, isDeletion, type Opening, type States, type Table, Unusable } from './destination.ts'
import { type Cell, namesOf, type Row, reader } from './rows.ts'
import { createStateTable, GENERATION, type Kept, list, preparation, quoted, replacing, STATE_TABLE } from './sql.ts'
import { isoOf } from './timestamps.ts'

const TYPES: Record<Kind, string> = {
  text: 'text',
  integer: 'integer',
  number: 'real',
  boolean: 'boolean',
  timestamp: 'text',
  json: 'text',
}
const WAIT_MS = 2000
const BUSY = 5

/** One stream that is being written. */
interface Writing {
  table: Table
  generation: number
  read: (record: Data) => Row
  insert: StatementSync
  remove: StatementSync | undefined
}

/** A file, in which moments are texts of UTC with microseconds. */
export class SqliteDestination implements Destination {
  readonly #file: string
  readonly #streams = new Map<string, Writing>()
  #db: DatabaseSync | undefined

  constructor(file: string) {
    this.#file = file
  }

  async open({ tables, origin }: Opening): Promise<States> {
    const db = (this.#db = opened(this.#file))
    this.#begin()
    db.exec(createStateTable(TYPES))
    const states = new Map<string, Data>()
    for (const table of tables) {
      const kept = this.#prepare(table, origin)
      const generation = (kept?.generation ?? 0) + (table.isReplaced ? 1 : 0)
      this.#streams.set(table.stream, { table, generation, read: reader(table), ...statements(db, table) })
      if (kept?.state && !table.isReplaced) states.set(table.stream, JSON.parse(kept.state))
    }
    db.exec('commit')
    return states
  }

  async write(stream: string, records: readonly Data[]): Promise<void> {
    const { read, insert, remove, table, generation } = this.#begun(stream)
    for (const record of records)
      if (isDeletion(record)) remove?.run(...table.key.map(name => record[name] as string))
      else insert.run(...read(record).map(bound), generation)
  }

  async complete(stream: string): Promise<void> {
    const { generation } = this.#begun(stream)
    this.#db!.prepare(`delete from ${quoted(stream)} where ${GENERATION} < ?`).run(generation)
  }

  async checkpoint(states: States): Promise<void> {
    for (const [stream, { generation }] of this.#streams) {
      this.#begun(stream)
      const state = states.has(stream) ? JSON.stringify(states.get(stream)) : null
      this.#db!.prepare(`update ${STATE_TABLE} set generation = ?, state = ? where stream = ?`).run(
        generation,
        state,
        stream,
      )
    }
    if (this.#db!.isTransaction) this.#db!.exec('commit')
  }

  async close(): Promise<void> {
    // What has not been committed goes with it.
    this.#db?.close()
    this.#db = undefined
  }

  #prepare(table: Table, origin: string): Kept | undefined {
    const kept = this.#db!.prepare(`select * from ${STATE_TABLE} where stream = ?`).get(table.stream) as
      | Kept
      | undefined
    const columns = this.#db!.prepare('select name from pragma_table_info(?)').all(table.stream)
    const found = { kept, origin, columns: columns.map(({ name }) => String(name)) }
    for (const statement of preparation(table, found, TYPES)) this.#db!.exec(statement)
    this.#db!.prepare(`insert or ignore into ${STATE_TABLE} values (?, ?, 0, null)`).run(table.stream, origin)
    return kept
  }

  #begun(stream: string): Writing {
    if (!this.#db!.isTransaction) this.#begin()
    return this.#streams.get(stream)!
  }

  #begin(): void {
    try {
      this.#db!.exec('begin immediate')
    } catch (error) {
      throw reasonFor(this.#file, error as SqliteError)
    }
  }
}

function opened(file: string): DatabaseSync {
  try {
    const db = new DatabaseSync(file, { timeout: WAIT_MS })
    db.exec('pragma journal_mode = wal; pragma synchronous = normal')
    return db
  } catch (error) {
    throw reasonFor(file, error as SqliteError)
  }
}

type SqliteError = Error & { errcode?: number }

const reasonFor = (file: string, { errcode, message }: SqliteError): Unusable =>
  new Unusable(errcode === BUSY ? `${file} is being written to by another process` : `${file}: ${message}`)

function statements(db: DatabaseSync, table: Table): Pick<Writing, 'insert' | 'remove'> {
  const names = [...namesOf(table), GENERATION]
  const marks = names.map(() => '?').join(', ')
  const insert = `insert into ${quoted(table.stream)} (${list(names)}) values (${marks})${replacing(table)}`
  const where = table.key.map(name => `${quoted(name)} = ?`).join(' and ')
  return {
    insert: db.prepare(insert),
    remove: where === '' ? undefined : db.prepare(`delete from ${quoted(table.stream)} where ${where}`),
  }
}

function bound(cell: Cell): string | number | null {
  if (typeof cell === 'bigint') return isoOf(cell)
  return typeof cell === 'boolean' ? Number(cell) : cell
}
