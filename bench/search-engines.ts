import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { openPostgresIndex, openSqlite, openZoektIndex } from '@pail/code-search'
import { startPostgres } from '@pail/db/testing'
import { temporary } from '@pail/testkit'
import { Client } from 'pg'

/** An index that knows nothing yet, and how large it has become. */
export interface MeasuredIndex {
  /** As it stands in the report, behind what was measured. */
  by: string
  index: ReturnType<typeof openSqlite>
  /** Of the text; PostgreSQL and Zoekt keep the texts themselves as well. */
  largest: number
  bytes(): Promise<number>
  stop(): Promise<void>
}

/** The embedded engine or, with PAIL_SEARCH=zoekt, that. */
export async function openUsual(): Promise<MeasuredIndex> {
  const folder = temporary()
  const isZoekt = process.env.PAIL_SEARCH === 'zoekt'
  const index = isZoekt
    ? openZoektIndex({ ledger: join(folder, 'ledger.db'), shards: join(folder, 'shards') })
    : openSqlite(join(folder, 'search.db'))
  const said = isZoekt ? { by: ', by Zoekt', largest: 5 } : { by: '', largest: 0.5 }
  return { ...said, index, bytes: async () => bytesIn(folder), stop: async () => {} }
}

const bytesIn = (folder: string): number =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    // Small shards may be put together meanwhile.
    .reduce((sum, { parentPath, name }) => sum + (statSync(join(parentPath, name), NO_MATTER)?.size ?? 0), 0)

const NO_MATTER = { throwIfNoEntry: false } as const

/** A server of its own; fails where the machine has no programs for one. */
export async function openOnPostgres(): Promise<MeasuredIndex> {
  const { url, stop } = await startPostgres()
  return { by: ', by PostgreSQL', index: openPostgresIndex(url), largest: 2, bytes: () => bytesAt(url), stop }
}

async function bytesAt(url: string): Promise<number> {
  const client = new Client(url)
  await client.connect()
  const { rows } = await client.query(
    `select sum(pg_total_relation_size(oid)) as bytes from pg_class where relnamespace = 'pail_search'::regnamespace and relkind = 'r'`,
  )
  await client.end()
  return Number(rows[0].bytes)
}
