import type { Statement } from './statement.ts'

/**
 * Which files something is true of: those with the ids that a statement selects, those without, or those of whose row
 * `f` a condition holds. Rows are cheap to ask where there is a set already, and sets where there is an index.
 */
export type Files = { ids: string } | { exceptIds: string } | { row: string } | boolean

/** The ids of all files that are searched. */
export const IN_SCOPE = 'f.branch_id in (select id from scope)'

export function negation(files: Files): Files {
  if (typeof files === 'boolean') return !files
  if ('ids' in files) return { exceptIds: files.ids }
  if ('exceptIds' in files) return { ids: files.exceptIds }
  return { row: `not (${files.row})` }
}

export function conjunction(parts: readonly Files[], statement: Statement): Files {
  if (parts.some(part => part === false)) return false
  const ids = parts.flatMap(part => (has(part, 'ids') ? part.ids : []))
  const excepted = parts.flatMap(part => (has(part, 'exceptIds') ? part.exceptIds : []))
  const rows = parts.flatMap(part => (has(part, 'row') ? part.row : []))
  if (ids.length + excepted.length === 0) return rows.length === 0 ? true : { row: `(${rows.join(' and ')})` }
  if (ids.length + rows.length === 0) return { exceptIds: union(excepted, statement) }
  const first = ids.length === 0 ? whereRows(rows) : narrowed(ids, rows)
  return { ids: statement.named([first, ...excepted.map(selectFrom)].join(' except ')) }
}

/** What is true of neither is true of no part. */
export function disjunction(parts: readonly Files[], statement: Statement): Files {
  if (parts.some(part => part === true)) return true
  const known = parts.filter(part => part !== false)
  if (known.length === 0) return false
  if (known.every(part => has(part, 'row'))) return { row: `(${known.map(part => part.row).join(' or ')})` }
  if (known.some(part => has(part, 'exceptIds'))) return negation(conjunction(known.map(negation), statement))
  return {
    ids: union(
      known.map(part => idsOf(part, statement)),
      statement,
    ),
  }
}

/** The name of a set that has the ids. */
export function idsOf(files: Files, statement: Statement): string {
  if (typeof files === 'boolean') return statement.named(whereRows([String(files)]))
  if ('ids' in files) return files.ids
  if ('row' in files) return statement.named(whereRows([files.row]))
  return statement.named(`${whereRows(['true'])} except ${selectFrom(files.exceptIds)}`)
}

const selectFrom = (name: string) => `select id from ${name}`

const whereRows = (rows: readonly string[]) =>
  `select f.id from pail_search.files f where ${[IN_SCOPE, ...rows].join(' and ')}`

function narrowed(ids: readonly string[], rows: readonly string[]): string {
  const both = ids.map(selectFrom).join(' intersect ')
  if (rows.length === 0) return `(${both})`
  return `select f.id from pail_search.files f where f.id in (${both}) and ${rows.join(' and ')}`
}

const union = (names: readonly string[], statement: Statement): string =>
  names.length === 1 ? names[0]! : statement.named(names.map(selectFrom).join(' union '))

const has = <K extends string>(files: Files, key: K): files is Extract<Files, Record<K, string>> =>
  typeof files === 'object' && key in files
