import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Migration, migrate } from '@pail/db'
import type { Kysely } from 'kysely'
import { migrations } from '../../db/migrations/index.ts'
import type { Db, PailDatabase } from '../../db/tables/index.ts'
import * as repositories from '../../resources/repositories/store.ts'
import type { Good } from './restore.ts'
import { isDerived } from './tables.ts'
import { rowsPath } from './verify.ts'

/** Rows written at a time: both databases limit how many values one statement has. */
const BATCH = 200

// biome-ignore lint/suspicious/noExplicitAny: a backup names its tables itself
type AnyDb = Kysely<any>

/** Puts the rows into tables as they were at the time of the backup, and then brings these up to the present. */
export async function importRows(database: PailDatabase, { folder, manifest }: Good): Promise<void> {
  await migrate(database, chosen(manifest.migrations))
  await database.transact(async tx => {
    for (const table of manifest.tables) await importTable(tx, table, join(folder, rowsPath(table)))
    for (const uuid of manifest.deleted) await repositories.remove(tx, { uuid })
  })
  await migrate(database, migrations)
}

const chosen = (names: readonly string[]): Record<string, Migration> =>
  Object.fromEntries(Object.entries(migrations).filter(([name]) => names.includes(name)))

async function importTable(tx: Db, table: string, file: string): Promise<void> {
  let batch: unknown[] = []
  const write = async () => {
    if (batch.length > 0) await (tx as AnyDb).insertInto(table).values(batch).execute()
    batch = []
  }
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    batch.push(JSON.parse(line))
    if (batch.length === BATCH) await write()
  }
  await write()
}

/** Nobody has ever used it: a table without rows is as good as none. */
export async function isEmpty({ reader }: PailDatabase): Promise<boolean> {
  for (const { name } of await reader.introspection.getTables()) {
    if (isDerived(name)) continue
    const row = await (reader as AnyDb).selectFrom(name).selectAll().limit(1).executeTakeFirst()
    if (row) return false
  }
  return true
}

/** The way back from a restore that failed, where the database is no file that can be taken away. */
export async function removeTables({ writer }: PailDatabase): Promise<void> {
  for (const { name, isView } of await writer.introspection.getTables())
    if (!isView) await writer.schema.dropTable(name).ifExists().cascade().execute()
}
