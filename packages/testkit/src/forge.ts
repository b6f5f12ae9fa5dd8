import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testDatabase, testDatabaseUrl } from '@pail/db/testing'
import { startGitNode } from '@pail/git-node'
import { type Config, readConfig } from '@pail/server/config'
import { migrations } from '@pail/server/db/migrations/index'
import type { Tables } from '@pail/server/db/tables/index'
import { openBlobs } from '@pail/server/kernel/blobs'
import type { Forge } from '@pail/server/kernel/forge'
import { openLog } from '@pail/server/kernel/log'
import { openSearch } from '@pail/server/kernel/search'
import { openKeyRing } from '@pail/server/kernel/secrets'
import { rebuildLost } from '@pail/server/resources/search/code/indexing/lost-index'

import { atExit } from './at-exit.ts'

/** Few tests search code, and an index costs the others time. */
const USUAL = { PAIL_LOG: process.env.PAIL_TEST_LOG ?? 'silent', PAIL_SEARCH: 'off' }

/** The machines of a forge on data that disappears: a database of the dialect under test, and a git node of its own. */
export async function openTestForge(settings: Record<string, string> = {}): Promise<Forge> {
  const data = mkdtempSync(join(tmpdir(), 'pail-test-'))
  atExit(() => rmSync(data, { recursive: true, force: true }))
  const config = readConfig({ PAIL_DATA: data, ...USUAL, ...settings })
  const log = openLog(config.logLevel)
  const database = await testDatabase<Tables>(migrations)
  const git = await startGitNode({ directory: join(data, 'git'), signing: join(data, 'signing'), log: () => {} })
  const blobs = await openBlobs({ config, place: { blobs: join(data, 'blobs') } })
  const search = config.search && (await openTestSearch(config, { data, database, log }))
  return { config, database, git, blobs, search, log, keys: openKeyRing(join(data, 'keys.json')) }
}

/** A busy machine must not change what is found. */
const PATIENT = { ms: 30_000, readMs: 10_000 }

/** On PostgreSQL in a database of its own. */
async function openTestSearch(
  config: Config,
  { data, database, log }: Pick<Forge, 'database' | 'log'> & { data: string },
) {
  const onLost = () => rebuildLost(database, log)
  const place = { searchIndex: join(data, 'search.db'), zoekt: join(data, 'zoekt') }
  return openSearch({ ...config, databaseUrl: await testDatabaseUrl() }, place, { log, onLost, limits: PATIENT })
}
