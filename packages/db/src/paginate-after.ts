import { Invalid } from '@pail/failures'
import type { SelectQueryBuilder } from 'kysely'
import { eb } from './expressions.ts'
import type { Page, PageRequest } from './page.ts'

/** Columns to go along, outermost first, with what each holds. Together they are unique, and none is ever null. */
export interface Trail {
  keys: Readonly<Record<string, 'text' | 'number'>>
  descending?: boolean
}

/**
 * Reads the page that starts behind the last row of the one before. Nothing is counted, and rows that come and go
 * meanwhile make none appear twice or not at all. The rows hold the keys.
 */
export async function paginateAfter<DB, TB extends keyof DB, Row, T>(
  query: SelectQueryBuilder<DB, TB, Row>,
  { pagelen, token }: PageRequest,
  { keys, descending = false }: Trail,
  read: (row: Row) => T,
): Promise<Page<T>> {
  const columns = Object.keys(keys)
  const rest = token === undefined ? query : query.where(beyond(columns, descending, fromToken(token, keys)))
  const ordered = columns.reduce((q, column) => q.orderBy(eb.ref(column), descending ? 'desc' : 'asc'), rest)
  const rows = (await ordered.limit(pagelen + 1).execute()) as Row[]
  const shown = rows.slice(0, pagelen)
  const page = { values: shown.map(row => read(row)), pagelen }
  return rows.length > pagelen ? { ...page, next: toToken(shown.at(-1), columns) } : page
}

function beyond(columns: string[], descending: boolean, values: unknown[]) {
  const [a = '', ...b] = columns
  const [x, ...y] = values
  return eb(eb.refTuple(a, ...(b as [string])), descending ? '<' : '>', eb.tuple(x, ...(y as [unknown])))
}

function toToken(row: unknown, columns: string[]): string {
  const values = columns.map(column => (row as Record<string, unknown>)[column.slice(column.lastIndexOf('.') + 1)])
  return Buffer.from(JSON.stringify(values)).toString('base64url')
}

/** Anyone can write a token, so it is worth what any input is. */
function fromToken(token: string, keys: Trail['keys']): unknown[] {
  const values = parsed(token)
  const types = Object.values(keys)
  if (!Array.isArray(values) || values.length !== types.length) throw new Invalid('Invalid page')
  if (!values.every((value, i) => holds(value, types[i]))) throw new Invalid('Invalid page')
  return values
}

function parsed(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString())
  } catch {
    return undefined
  }
}

const holds = (value: unknown, type: 'text' | 'number' | undefined) =>
  type === 'number' ? Number.isSafeInteger(value) : typeof value === 'string' && !value.includes('\0')
