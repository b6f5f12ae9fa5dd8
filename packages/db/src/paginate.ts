import type { SelectQueryBuilder } from 'kysely'
import type { Page, PageRequest } from './page.ts'

/** Reads one page of a query whose order ends in a unique column; otherwise pages could overlap. */
export async function paginate<DB, TB extends keyof DB, Row, T>(
  query: SelectQueryBuilder<DB, TB, Row>,
  { page, pagelen }: PageRequest,
  read: (row: Row) => T,
): Promise<Page<T>> {
  refuseUncountable(query)
  const skipped = (page - 1) * pagelen
  const rows = await query.limit(pagelen).offset(skipped).execute()
  const isLast = rows.length < pagelen && (rows.length > 0 || page === 1)
  const size = isLast ? skipped + rows.length : await count(query)
  return { values: rows.map(row => read(row as Row)), pagelen, page, size }
}

function refuseUncountable<DB, TB extends keyof DB, Row>(query: SelectQueryBuilder<DB, TB, Row>): void {
  const { orderBy, groupBy, distinctOn, frontModifiers } = query.toOperationNode()
  if (!orderBy) throw new Error('A paged query has an order')
  if (groupBy || distinctOn || frontModifiers)
    throw new Error('A paged query counts rows as they are: use exists instead')
}

async function count<DB, TB extends keyof DB, Row>(query: SelectQueryBuilder<DB, TB, Row>): Promise<number> {
  const counting = query
    .clearSelect()
    .clearOrderBy()
    .select(eb => eb.fn.countAll<number>().as('size'))
  const row = (await counting.executeTakeFirstOrThrow()) as { size: number }
  return row.size
}
