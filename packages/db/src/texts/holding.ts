import { type Expression, type Kysely, PostgresAdapter, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import { eb } from '../expressions.ts'
import { type Needle, trigramQuery } from './needles.ts'

/** Of a query builder whose tables only the caller knows. */
interface Untyped {
  selectFrom(table: unknown): Untyped
  crossJoin(table: string): Untyped
  whereRef(left: string, is: '=', right: string): Untyped
  where(condition: Expression<SqlBool>): Untyped
  orderBy(column: string, direction: 'desc'): Untyped
}

/**
 * The rows of a table of texts that hold all of the needles, those written last first, found through an index of
 * trigrams: that of the names alone where no more is asked for. SQLite reads it in this order, so that a limit ends the
 * search.
 */
export function throughTexts<DB, T extends keyof DB & string>(
  db: Kysely<DB>,
  table: T,
  needles: readonly Needle[],
): SelectQueryBuilder<DB, T, object> {
  const asked = isPostgres(db) ? undefined : trigramQuery(needles)
  const from = asked === undefined ? untyped(db).selectFrom(table) : hits(db, table, { asked, needles })
  const found = from.where(holding(db, table, needles))
  return found.orderBy(asked === undefined ? `${table}.id` : 'hits.id', 'desc') as never
}

function hits<DB>(
  db: Kysely<DB>,
  table: string,
  { asked, needles }: { asked: string; needles: readonly Needle[] },
): Untyped {
  const isOfNames = needles.every(needle => needle.every(({ column }) => column !== 'rest'))
  const index = sql.table(indexesOf(table)[isOfNames ? 'names' : 'all'])
  const found = sql`(select rowid as id from ${index} where ${index} match ${asked})`.as('hits')
  // SQLite reads tables that are joined in this way from left to right.
  return untyped(db).selectFrom(found).crossJoin(table).whereRef(`${table}.id`, '=', 'hits.id')
}

/** What SQLite calls the indexes of a table of texts. */
export const indexesOf = (table: string) => ({ names: `${table}_names`, all: `${table}_all` })

const untyped = <DB>(db: Kysely<DB>) => db as unknown as Untyped

/** Whether a row of texts holds all of the needles; no index is asked. */
export function holding<DB>(db: Kysely<DB>, table: string, needles: readonly Needle[]): Expression<SqlBool> {
  const holds = isPostgres(db) ? isLike : contains
  return eb.and(
    needles.map(needle => eb.or(needle.map(({ column, text }) => holds(`${table}.${column}`, text.toLowerCase())))),
  )
}

const contains = (column: string, folded: string) => sql<SqlBool>`pail_contains(${sql.ref(column)}, ${folded})`

/** In the words of the index, by which the planner recognises it. */
const isLike = (column: string, folded: string) =>
  sql<SqlBool>`lower(${sql.ref(column)} collate "und-x-icu") like ${`%${folded.replace(/[\\%_]/g, '\\$&')}%`}`

const isPostgres = <DB>(db: Kysely<DB>): boolean => db.getExecutor().adapter instanceof PostgresAdapter
