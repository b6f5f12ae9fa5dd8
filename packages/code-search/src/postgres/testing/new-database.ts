import { randomUUID } from 'node:crypto'
import { startPostgres } from '@pail/db/testing'
import pg from 'pg'

let server: Promise<string> | undefined

/** The address of an empty database on the server of `PAIL_TEST_DATABASE_URL`, or on one that ends with the process. */
export async function newDatabase(): Promise<string> {
  server ??= Promise.resolve(process.env.PAIL_TEST_DATABASE_URL || startPostgres().then(started => started.url))
  const url = new URL(await server)
  const name = `pail_${randomUUID().replaceAll('-', '')}`
  await run(url.href, `create database ${name} template template0`)
  url.pathname = `/${name}`
  return url.href
}

/** Runs statements on a connection of their own, and answers the rows of the last. */
export async function run(url: string, ...statements: string[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    let rows: Record<string, unknown>[] = []
    for (const statement of statements) rows = (await client.query(statement)).rows
    return rows
  } finally {
    await client.end()
  }
}
