import type { Data } from 'pail-source-bitbucket'
import pg from 'pg'
import type { Kind } from './columns.ts'
import { type Destination, isDeletion, type Opening, type States, type Table, Unusable } from './destination.ts'
import { jsonRows, safeJson } from './json-rows.ts'
import { namesOf, type Row, reader } from './rows.ts'
import { createStateTable, GENERATION, type Kept, list, preparation, quoted, replacing, STATE_TABLE } from './sql.ts'

const TYPES: Record<Kind, string> = {
  text: 'text',
  integer: 'bigint',
  number: 'double precision',
  boolean: 'boolean',
  timestamp: 'timestamptz',
  json: 'jsonb',
}

/** One stream that is being written. */
interface Writing {
  table: Table
  generation: number
  read: (record: Data) => Row
  insert: string
  remove: string
}

/** A schema of a database: that of the address's `schema`, or the one that the server chooses. */
export class PostgresDestination implements Destination {
  readonly #client: pg.Client
  readonly #schema: string | null
  readonly #streams = new Map<string, Writing>()
  #isBegun = false

  constructor(url: string) {
    const address = new URL(url)
    this.#schema = address.searchParams.get('schema')
    address.searchParams.delete('schema')
    this.#client = new pg.Client({ connectionString: address.href, application_name: 'pail sync' })
    // The query under way is rejected as well.
    this.#client.on('error', () => {})
  }

  async open({ tables, origin }: Opening): Promise<States> {
    await this.#connect()
    await this.#begin()
    await this.#client.query(createStateTable(TYPES))
    const states = new Map<string, Data>()
    for (const table of tables) {
      const kept = await this.#prepare(table, origin)
      const generation = Number(kept?.generation ?? 0) + (table.isReplaced ? 1 : 0)
      this.#streams.set(table.stream, { table, generation, read: reader(table), ...statements(table) })
      if (kept?.state && !table.isReplaced) states.set(table.stream, JSON.parse(kept.state))
    }
    await this.#commit()
    return states
  }

  async write(stream: string, records: readonly Data[]): Promise<void> {
    await this.#begin()
    const { table, read, insert, remove, generation } = this.#streams.get(stream)!
    // One statement cannot touch a row twice, and the last one counts.
    const last = table.key.length === 0 ? records : latest(table, records)
    const gone = last.filter(isDeletion)
    const rows = last.filter(record => !isDeletion(record)).map(read)
    if (rows.length > 0) await this.#client.query(insert, [jsonRows(rows, table), generation])
    if (gone.length > 0 && remove !== '') await this.#client.query(remove, [safeJson(JSON.stringify(gone))])
  }

  async complete(stream: string): Promise<void> {
    await this.#begin()
    const { generation } = this.#streams.get(stream)!
    await this.#client.query(`delete from ${quoted(stream)} where ${GENERATION} < $1`, [generation])
  }

  async checkpoint(states: States): Promise<void> {
    await this.#begin()
    for (const [stream, { generation }] of this.#streams) {
      const state = states.has(stream) ? safeJson(JSON.stringify(states.get(stream))) : null
      const values = [generation, state, stream]
      await this.#client.query(`update ${STATE_TABLE} set generation = $1, state = $2 where stream = $3`, values)
    }
    await this.#commit()
  }

  async close(): Promise<void> {
    // What has not been committed goes with the connection.
    await this.#client.end().catch(() => {})
  }

  async #connect(): Promise<void> {
    await this.#client.connect().catch((error: Error) => {
      throw new Unusable(`The database does not answer: ${error.message || (error as NodeJS.ErrnoException).code}`)
    })
    if (this.#schema !== null) {
      await this.#client.query(`create schema if not exists ${quoted(this.#schema)}`)
      await this.#client.query('select set_config($1, $2, false)', ['search_path', quoted(this.#schema)])
    }
    const { rows } = await this.#client.query(
      `select pg_try_advisory_lock(hashtext('pail sync'), hashtext(current_schema())) as mine`,
    )
    if (!rows[0].mine) throw new Unusable('Another pail sync is writing there')
  }

  async #begin(): Promise<void> {
    if (!this.#isBegun) await this.#client.query('begin')
    this.#isBegun = true
  }

  async #commit(): Promise<void> {
    await this.#client.query('commit')
    this.#isBegun = false
  }

  async #prepare(table: Table, origin: string): Promise<Kept | undefined> {
    const { rows } = await this.#client.query(
      `select stream, origin, generation, state::text from ${STATE_TABLE} where stream = $1`,
      [table.stream],
    )
    const columns = await this.#client.query(
      'select column_name from information_schema.columns where table_schema = current_schema() and table_name = $1',
      [table.stream],
    )
    const found = { kept: rows[0], origin, columns: columns.rows.map(({ column_name }) => String(column_name)) }
    for (const statement of preparation(table, found, TYPES)) await this.#client.query(statement)
    const values = [table.stream, origin]
    await this.#client.query(`insert into ${STATE_TABLE} values ($1, $2, 0, null) on conflict do nothing`, values)
    return rows[0]
  }
}

function statements(table: Table): Pick<Writing, 'insert' | 'remove'> {
  const names = namesOf(table)
  const kinds = [...table.columns.map(({ kind }) => kind), 'json' as const]
  const cells = names.map((_, at) => `c${at} ${TYPES[kinds[at]!]}`)
  const insert =
    `insert into ${quoted(table.stream)} (${list(names)}, ${GENERATION}) ` +
    `select ${names.map((_, at) => `c${at}`).join(', ')}, $2::bigint from json_to_recordset($1::json) as r(${cells.join(', ')})`
  const keys = table.key.map(name => `${quoted(name)} ${TYPES[kinds[names.indexOf(name)]!]}`)
  const where = table.key.map(name => `t.${quoted(name)} = r.${quoted(name)}`)
  const remove = `delete from ${quoted(table.stream)} t using json_to_recordset($1::json) as r(${keys.join(', ')}) where ${where.join(' and ')}`
  return { insert: insert + replacing(table), remove: table.key.length === 0 ? '' : remove }
}

function latest({ key }: Table, records: readonly Data[]): Data[] {
  const byKey = new Map(records.map(record => [JSON.stringify(key.map(name => record[name])), record]))
  return [...byKey.values()]
}
