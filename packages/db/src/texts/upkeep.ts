import { type Kysely, sql } from 'kysely'
import type { Database } from '../database.ts'

/** What is wrong with the trigrams of a table of texts, in a sentence; nothing where nothing is. */
export async function trigramFault<DB>(database: Database<DB>, table: string): Promise<string | undefined> {
  if (database.dialect === 'postgres')
    return (await hasIndex(database.reader, table)) ? undefined : `${table} has no trigrams, so every row of it is read`
  const index = sql.table(`${table}_trigrams`)
  try {
    // Reading is all that this does, though it is written as an insertion.
    await sql`insert into ${index} (${index}, rank) values ('integrity-check', 1)`.execute(database.writer)
    return undefined
  } catch {
    return `the trigrams of ${table} are not those of its texts`
  }
}

async function hasIndex<DB>(db: Kysely<DB>, table: string): Promise<boolean> {
  const { rows } = await sql`select to_regclass(${`${table}_trigrams`}) as there`.execute(db)
  return (rows[0] as { there: unknown }).there !== null
}

/** Makes the trigrams anew; on PostgreSQL the extension `pg_trgm` has to be there, or to be allowed. */
export async function remakeTrigrams<DB>({ dialect, transact }: Database<DB>, table: string): Promise<void> {
  const index = sql.table(`${table}_trigrams`)
  await transact(async tx => {
    if (dialect === 'sqlite') return void (await sql`insert into ${index} (${index}) values ('rebuild')`.execute(tx))
    await sql`create extension if not exists pg_trgm`.execute(tx)
    const columns = ['names', 'words', 'rest'].map(one => sql`lower(${sql.ref(one)} collate "und-x-icu") gin_trgm_ops`)
    await sql`create index if not exists ${index} on ${sql.table(table)} using gin (${sql.join(columns)})`.execute(tx)
  })
}
