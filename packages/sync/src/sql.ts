import { type Column, EXTRA, type Kind } from './columns.ts'
import { type Table, Unusable } from './destination.ts'
import { namesOf } from './rows.ts'

/** What each kind of column is called by a database. */
export type Types = Readonly<Record<Kind, string>>

/** Tells rows of a new beginning from those of the one before it. */
export const GENERATION = '_sync_generation'

/** A name that may hold anything, as SQL writes it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

export const list = (names: readonly string[]): string => names.map(quoted).join(', ')

export function createTable({ stream, columns, key }: Table, types: Types): string {
  const isKey = (name: string) => (key.includes(name) ? ' not null' : '')
  const lines = [
    ...columns.map(({ name, kind }) => `${quoted(name)} ${types[kind]}${isKey(name)}`),
    `${quoted(EXTRA)} ${types.json}`,
    `${quoted(GENERATION)} ${types.integer} not null`,
    ...(key.length > 0 ? [`primary key (${list(key)})`] : []),
  ]
  return `create table ${quoted(stream)} (${lines.join(', ')})`
}

export const addColumn = (stream: string, { name, kind }: Column, types: Types): string =>
  `alter table ${quoted(stream)} add column ${quoted(name)} ${types[kind]}`

/** What a later record of the same key does to the row that is there. */
export function replacing(table: Table): string {
  if (table.key.length === 0) return ''
  const others = [...namesOf(table), GENERATION].filter(name => !table.key.includes(name))
  return ` on conflict (${list(table.key)}) do update set ${others.map(name => `${quoted(name)} = excluded.${quoted(name)}`).join(', ')}`
}

/** One row for each stream: whose it is, which beginning it is in, and what it has been read up to. */
export const STATE_TABLE = '_sync_state'

export const createStateTable = (types: Types): string =>
  `create table if not exists ${STATE_TABLE} (stream text primary key, origin text not null, generation ${types.integer} not null, state ${types.json})`

/** What `_sync_state` says of one stream. */
export interface Kept {
  stream: string
  origin: string
  generation: number
  state: string | null
}

/** What is known of a stream whose table is being prepared. */
export interface Found {
  /** Its row in `_sync_state`. */
  kept: Kept | undefined
  /** The columns that its table has; none where there is no table. */
  columns: readonly string[]
  origin: string
}

/** The statements that make a table as it must be; tables that are not ours are left alone. */
export function preparation(table: Table, { kept, columns, origin }: Found, types: Types): string[] {
  if (columns.length === 0) return [createTable(table, types)]
  if (!kept) throw new Unusable(`There is a table ${table.stream} already that pail sync has not made`)
  if (kept.origin !== origin)
    throw new Unusable(`It holds ${table.stream} of ${kept.origin} already; ${origin} needs a place of its own`)
  // Told apart as loosely as SQLite does.
  const present = new Set(columns.map(name => name.toLowerCase()))
  return table.columns
    .filter(({ name }) => !present.has(name.toLowerCase()))
    .map(column => addColumn(table.stream, column, types))
}
