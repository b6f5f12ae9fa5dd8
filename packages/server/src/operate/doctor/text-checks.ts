import { hasTrigrams, remakeTrigrams, trigramFault } from '@pail/db'
import type { Kysely } from 'kysely'
import type { PailDatabase } from '../../db/tables/index.ts'
import { type Check, confirmed, type Fault } from './check.ts'

// biome-ignore lint/suspicious/noExplicitAny: one query for three tables alike
type AnyDb = Kysely<any>

const TABLES = ['repository_texts', 'pull_request_texts', 'user_texts'] as const
type Table = (typeof TABLES)[number]

/** What things are found by is what they say, and its index knows it. */
export const foundTexts: Check = {
  name: 'texts that are searched',
  look: patient =>
    confirmed(patient, async () => (await Promise.all(TABLES.map(one => look(patient.database, one)))).flat()),
}

async function look(database: PailDatabase, table: Table): Promise<Fault[]> {
  const mayRemake = await hasTrigrams(database)
  const remake = () => remakeTrigrams(database, table)
  const count = await countOutdated(database, table)
  if (count > 0) {
    const about = `${count} of ${table} do not say what they should`
    // An index that does not know what is taken away could not be told of it.
    const fix = async () => {
      if (mayRemake) await remake()
      await rewrite(database, table)
    }
    return [{ about, mend: 'pail doctor --fix writes them anew', fix }]
  }
  const about = await trigramFault(database, table)
  if (about === undefined) return []
  if (mayRemake) return [{ about, mend: 'pail doctor --fix makes them anew', fix: remake }]
  return [{ about, mend: 'let the database have the extension pg_trgm, and run pail doctor --fix' }]
}

/** Those that are missing, that say something else, and that nothing stands behind. */
async function countOutdated({ reader }: PailDatabase, table: Table): Promise<number> {
  const row = await (reader as AnyDb)
    .selectFrom(`${table}_now as now`)
    .fullJoin(`${table} as kept`, 'kept.uuid', 'now.uuid')
    .where(eb =>
      eb.or([
        eb('kept.uuid', 'is', null),
        eb('now.uuid', 'is', null),
        ...(['names', 'words', 'rest'] as const).map(one => eb(`kept.${one}`, '!=', eb.ref(`now.${one}`))),
      ]),
    )
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}

async function rewrite({ transact }: PailDatabase, table: Table): Promise<void> {
  const columns = ['uuid', 'names', 'words', 'rest'] as const
  await transact(async tx => {
    const db = tx as unknown as AnyDb
    await db.deleteFrom(table).execute()
    await db
      .insertInto(table)
      .columns(columns)
      .expression(db.selectFrom(`${table}_now`).select(columns))
      .execute()
  })
}
