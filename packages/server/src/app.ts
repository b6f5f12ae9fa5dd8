import { type Database, migrate, NewerDatabase, openPostgres, openSqlite } from '@pail/db'

import { Unavailable } from '@pail/failures'
import { startGitNode } from '@pail/git-node'

import type { Config } from './config.ts'
import { CannotStart, type DataDirectory, dataDirectory } from './data-directory.ts'
import { migrations } from './db/migrations/index.ts'
import type { Tables } from './db/tables/index.ts'
import { openBlobs } from './kernel/blobs.ts'
import type { Beside } from './kernel/caller-address.ts'
import type { Forge } from './kernel/forge.ts'
import { openLog } from './kernel/log.ts'
import { openSearch } from './kernel/search.ts'
import { openKeyRing } from './kernel/secrets.ts'
import { serve } from './kernel/serve.ts'
import { startWorker, type Worker } from './kernel/worker.ts'
import { finishIntents } from './resources/refs/landing/intents.ts'
import { rebuildLost } from './resources/search/code/indexing/lost-index.ts'
import { duties, operations, pages } from './slices.ts'

/** A forge that answers requests, without a port of its own. */
export interface App {
  forge: Forge
  worker: Worker
  fetch(request: Request, beside?: Beside): Response | Promise<Response>
  close(): Promise<void>
}

/** Opens the machines of the settings; the data directory must exist. */
export async function openForge(config: Config): Promise<Forge> {
  const place = dataDirectory(config.dataDirectory)
  const log = openLog(config.logLevel)
  const database = await openMigrated(config, place)
  try {
    const blobs = await openBlobs({ config, place, tell: line => log.warn({ store: line }) })
    await blobs.check().catch(error => refuseToStart(error))
    const search = openSearch(config, place, { log, onLost: () => rebuildLost(database, log) })
    const git = await startGitNode({
      directory: place.git,
      cacheBytes: config.cacheBytes,
      compileCache: place.compileCache,
      signing: place.signing,
      log: (line: string) => log.warn({ gitNode: line }),
    })
    return {
      config,
      database,
      git,
      blobs,
      search,
      log,
      keys: openKeyRing(place.keys),
    }
  } catch (error) {
    await database.close()
    throw error instanceof Unavailable ? new CannotStart(`${error.message} (git 2.39 or newer is needed)`) : error
  }
}

function refuseToStart({ message }: Error): never {
  throw new CannotStart(message)
}

/** Finishes what an earlier run left open, and mounts the slices. */
export async function openApp(forge: Forge): Promise<App> {
  await finishIntents(forge, new Date())
  const worker = startWorker(forge, duties)
  return {
    forge,
    worker,
    fetch: serve(forge, operations, pages),
    async close() {
      await worker.stop()
      await forge.search?.close()
      await forge.git.close()
      await forge.database.close()
    },
  }
}

/** The database of the settings, brought up to what this program expects. */
export async function openMigrated({ databaseUrl }: Config, place: DataDirectory): Promise<Database<Tables>> {
  const database = databaseUrl ? openPostgres<Tables>(databaseUrl) : openSqlite<Tables>(place.database)
  try {
    await migrate(database, migrations)
  } catch (error) {
    await database.close()
    if (error instanceof NewerDatabase)
      throw new CannotStart(`${error.message}. It was written by a newer Pail; start that one.`)
    throw databaseUrl
      ? new CannotStart(`PAIL_DATABASE_URL: the database does not answer: ${(error as Error).message}`)
      : error
  }
  return database
}
