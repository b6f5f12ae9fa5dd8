import type { Kysely } from 'kysely'

/** Rows read at a time. */
const PAGE = 1000

// biome-ignore lint/suspicious/noExplicitAny: a backup reads every table alike
type AnyDb = Kysely<any>
type Row = Record<string, string | number | null>

/** The rows of one table as lines of JSON, in the order of its key. */
export async function* rowsAsLines(db: AnyDb, table: string, key: readonly string[]): AsyncGenerator<string> {
  let last: Row | undefined
  do {
    const rows: Row[] = await pageAfter(db, table, key, last)
    if (rows.length > 0) yield rows.map(row => `${JSON.stringify(row)}\n`).join('')
    last = rows.length === PAGE ? rows.at(-1) : undefined
  } while (last)
}

function pageAfter(db: AnyDb, table: string, key: readonly string[], last: Row | undefined): Promise<Row[]> {
  let query = db.selectFrom(table).selectAll().limit(PAGE)
  for (const column of key) query = query.orderBy(column)
  if (!last) return query.execute()
  return query
    .where(eb =>
      eb.or(
        key.map((column, at) =>
          eb.and([...key.slice(0, at).map(before => eb(before, '=', last[before])), eb(column, '>', last[column])]),
        ),
      ),
    )
    .execute()
}
