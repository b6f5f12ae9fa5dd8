import type { Column, Kind } from './columns.ts'
import { EXTRA } from './columns.ts'
import type { Table } from './destination.ts'
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

export const SAVE_GENERATION = `update ${STATE_TABLE} set generation = $2 where stream = $1`
