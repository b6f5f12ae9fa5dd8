import type { SelectQueryBuilder } from 'kysely'

export interface PageRequest {
  /** The first page is 1. */
  page: number
  pagelen: number
  /** Where an iterator-style list goes on: the `next` of the page before. */
  token?: string
}

export interface Page<T> {
  values: T[]
  pagelen: number
  page?: number
  size?: number
  next?: string
}

/** Reads one page of a query whose order ends in a unique column; otherwise pages could overlap. */
export async function paginate<DB, TB extends keyof DB, Row, T>(
  query: SelectQueryBuilder<DB, TB, Row>,
  { page, pagelen }: PageRequest,
  read: (row: Row) => T,
): Promise<Page<T>> {
  if (!query.toOperationNode().orderBy) throw new Error('A paged query needs an order')
  const skipped = (page - 1) * pagelen
  const rows = await query.limit(pagelen).offset(skipped).execute()
  const isLast = rows.length < pagelen && (rows.length > 0 || page === 1)
  const size = isLast ? skipped + rows.length : await count(query)
  return { values: rows.map(row => read(row as Row)), pagelen, page, size }
}

async function count<DB, TB extends keyof DB, Row>(query: SelectQueryBuilder<DB, TB, Row>): Promise<number> {
  const { size } = (await query
    .clearSelect()
    .clearOrderBy()
    .select(eb => eb.fn.countAll<number>().as('size'))
    .executeTakeFirstOrThrow()) as { size: number }
  return size
}
