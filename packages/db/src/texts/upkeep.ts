import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'
import { indexesOf } from './holding.ts'

/** What is wrong with the trigrams of a table of texts, in a sentence; nothing where nothing is. */
export async function trigramFault<DB>({ dialect, reader, writer }: Database<DB>, table: string) {
  if (dialect === 'postgres')
    return (await hasIndex(reader, table)) ? undefined : `${table} has no trigrams, so that searching reads every row`
  try {
    // It compares the index with the texts, and is written as if it added something.
    for (const index of Object.values(indexesOf(table)))
      await sql`insert into ${sql.table(index)} (${sql.ref(index)}, rank) values ('integrity-check', 1)`.execute(writer)
    return undefined
  } catch {
    return `the trigrams of ${table} are not those of its texts`
  }
}

async function hasIndex<DB>(db: Kysely<DB>, table: string): Promise<boolean> {
  const { rows } = await sql<{ there: unknown }>`select to_regclass(${`${table}_trigrams`}) as there`.execute(db)
  return rows[0]?.there !== null
}

/** Whether the database has what trigrams are made with. */
export async function hasTrigrams<DB>({ dialect, reader }: Database<DB>): Promise<boolean> {
  if (dialect === 'sqlite') return true
  const { rows } = await sql`select extname from pg_extension where extname = 'pg_trgm'`.execute(reader)
  return rows.length > 0
}

/** Makes the trigrams anew; on PostgreSQL the extension `pg_trgm` has to be there. */
export async function remakeTrigrams<DB>({ dialect, transact }: Database<DB>, table: string): Promise<void> {
  await transact(async tx => {
    if (dialect === 'postgres') return makeIndex(tx, table)
    for (const index of Object.values(indexesOf(table)))
      await sql`insert into ${sql.table(index)} (${sql.ref(index)}) values ('rebuild')`.execute(tx)
  })
}

async function makeIndex<DB>(tx: Kysely<DB>, table: string): Promise<void> {
  const columns = ['names', 'words', 'rest'].map(one => sql`lower(${sql.ref(one)} collate "und-x-icu") gin_trgm_ops`)
  await sql`create index if not exists ${sql.ref(`${table}_trigrams`)} on ${sql.table(table)}
    using gin (${sql.join(columns)})`.execute(tx)
}
