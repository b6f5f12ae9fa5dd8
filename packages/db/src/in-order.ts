import { checkSort, type Field, type Sort, unsortable } from '@pail/query-language'
import { type Expression, type OrderByItemBuilder, type SelectQueryBuilder, sql } from 'kysely'
import type { Column, Columns, Operand } from './columns.ts'
import { eb } from './expressions.ts'

/**
 * Checks a sort and orders a query by it, and by a unique column among equals, so that pages never overlap.
 *
 * @example
 * held(db, repository).$call(inOrder(sort ?? newestFirst, columns, 'issues.id'))
 */
export function inOrder(sort: Sort, columns: Columns, unique: string) {
  const field = checkSort<Column>(sort, columns)
  if (!('column' in field)) throw unsortable(sort)
  const key = sortKey(field, field.column)
  // Missing values are the largest: PostgreSQL's own rule, which its indexes follow. SQLite needs to be told.
  const direction = (item: OrderByItemBuilder) => (sort.descending ? item.desc().nullsFirst() : item.asc().nullsLast())
  return <DB, TB extends keyof DB, Row>(query: SelectQueryBuilder<DB, TB, Row>): SelectQueryBuilder<DB, TB, Row> =>
    query.orderBy(key, direction).orderBy(eb.ref(unique), sort.descending ? 'desc' : 'asc')
}

function sortKey(field: Field, operand: Operand): Expression<unknown> {
  const column = typeof operand === 'string' ? eb.ref(operand) : operand
  if (field.type !== 'rank') return column
  const places = field.ranks.map((rank, place) => sql`when ${rank} then ${sql.lit(place)}`)
  return sql`case ${column} ${sql.join(places, sql` `)} end`
}
