import type { Data } from 'pail-source-bitbucket'
import { EXTRA, type Kind } from './columns.ts'
import { type Table, Unusable } from './destination.ts'
import { microsOf } from './timestamps.ts'

/** A moment is microseconds since 1970, what is nested is JSON text. */
export type Cell = string | number | bigint | boolean | null

/** The values of the columns in their order; behind them, as JSON text, what has none or does not fit. */
export type Row = Cell[]

/** Reads one record as a row of its table. */
export function reader(table: Table): (record: Data) => Row {
  const { columns } = table
  const check = keyCheck(table)
  const known = new Set(columns.map(({ name }) => name))
  return record => {
    const extra: Data = {}
    const row = columns.map(({ name, kind }): Cell => {
      const cell = fitted(kind, record[name])
      if (cell === undefined) extra[name] = record[name]
      return cell ?? null
    })
    for (const name in record) if (!known.has(name)) extra[name] = record[name]
    for (const name of table.key) if (name in extra) throw keyless(table, name)
    check(record)
    row.push(Object.keys(extra).length > 0 ? JSON.stringify(extra) : null)
    return row
  }
}

/** Refuses records that no later one could take the place of. */
export const keyCheck = (table: Table) => (record: Data) => {
  for (const name of table.key) if (record[name] === null || record[name] === undefined) throw keyless(table, name)
}

const keyless = ({ stream }: Table, name: string) => new Unusable(`A record of ${stream} came without its ${name}`)

/** The names of the values of a row. */
export const namesOf = ({ columns }: Table): string[] => [...columns.map(({ name }) => name), EXTRA]

/** Undefined where the value is of another kind. */
function fitted(kind: Kind, value: unknown): Cell | undefined {
  if (value === null || value === undefined) return null
  return FITTING[kind](value)
}

const FITTING: Record<Kind, (value: unknown) => Cell | undefined> = {
  text: value => (typeof value === 'string' ? value.toWellFormed() : undefined),
  integer: value => (Number.isSafeInteger(value) ? (value as number) : undefined),
  number: value => (Number.isFinite(value) ? (value as number) : undefined),
  boolean: value => (typeof value === 'boolean' ? value : undefined),
  timestamp: value => (typeof value === 'string' ? microsOf(value) : undefined),
  json: value => JSON.stringify(value),
}
