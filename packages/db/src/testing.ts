import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CompiledQuery } from 'kysely'
import type { Database } from './database.ts'
import { type Migration, migrate } from './migrate.ts'
import { openPostgres } from './postgres/open.ts'
import { openSqlite } from './sqlite/open.ts'
import { startPostgres } from './testing/postgres-server.ts'

export { explain, fullScans } from './explain.ts'
export { type PostgresServer, startPostgres } from './testing/postgres-server.ts'

/**
 * An empty, migrated database that disappears with the process: a file by default, on PostgreSQL with `DB=pg`.
 * `PAIL_TEST_DATABASE_URL` names a server to use instead of starting one.
 */
export async function testDatabase<T>(migrations: Record<string, Migration>): Promise<Database<T>> {
  const database =
    process.env.DB === 'pg' ? openPostgres<T>(await newUrl()) : openSqlite<T>(newPath(), { durable: false })
  await migrate(database, migrations)
  return database
}

let folder: string | undefined

function newPath(): string {
  folder ??= temporaryFolder()
  return join(folder, `${randomUUID()}.db`)
}

function temporaryFolder(): string {
  const made = mkdtempSync(join(tmpdir(), 'pail-db-'))
  process.once('exit', () => rmSync(made, { recursive: true, force: true }))
  return made
}

/** An empty database on PostgreSQL with `DB=pg`, for a process that opens its own; nothing by default. */
export const testDatabaseUrl = async (): Promise<string | undefined> => (process.env.DB === 'pg' ? newUrl() : undefined)

let server: Promise<string> | undefined

async function newUrl(): Promise<string> {
  server ??= Promise.resolve(process.env.PAIL_TEST_DATABASE_URL || startPostgres().then(started => started.url))
  const url = new URL(await server)
  const name = `pail_${randomUUID().replaceAll('-', '')}`
  const anyDatabase = openPostgres(url.href)
  await anyDatabase.writer.executeQuery(CompiledQuery.raw(`create database ${name} template template0`))
  await anyDatabase.close()
  url.pathname = `/${name}`
  return url.href
}
