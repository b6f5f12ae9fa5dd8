import { join } from 'node:path'
import {
  type Engine,
  findZoekt,
  openSearch as openEngine,
  openPostgresIndex,
  openSqlite,
  openZoektIndex,
  type SearchLimits,
} from '@pail/code-search'
import type { Config } from '../config.ts'
import { CannotStart, type DataDirectory } from '../data-directory.ts'
import type { ZoektSettings } from '../settings/search.ts'
import type { Log } from './log.ts'

type Place = Pick<DataDirectory, 'searchIndex' | 'zoekt'>

interface Around {
  log: Log
  /** The index was damaged, and is empty now. */
  onLost(): void
  limits?: Partial<SearchLimits>
}

/** Where code is searched: in a file of its own, or in PostgreSQL where the database is; by Zoekt where that is asked for; or nowhere. */
export function openSearch(
  config: Pick<Config, 'search' | 'databaseUrl'>,
  place: Place,
  around: Around,
): Engine | undefined {
  return config.search && openEngine(openIndex(config, place, around), around.limits)
}

function openIndex(
  { search, databaseUrl }: Pick<Config, 'search' | 'databaseUrl'>,
  place: Place,
  { log, onLost }: Around,
) {
  if (search?.zoekt) return openZoekt(search.zoekt, place, onLost)
  if (databaseUrl) return openPostgresIndex(databaseUrl, { notify: text => log.warn({ search: text }) })
  return openSqlite(place.searchIndex, { onLost })
}

function openZoekt({ programs, server }: ZoektSettings, { zoekt }: Place, onLost: () => void) {
  const ledger = join(zoekt, 'ledger.db')
  const served = server ?? { shards: join(zoekt, 'shards') }
  return openZoektIndex({ ledger, ...served, programs: programsIn(programs, server !== undefined), onLost })
}

function programsIn(folder: string | undefined, isRunning: boolean) {
  try {
    return findZoekt({ isRunning, ...(folder !== undefined && { folder }) })
  } catch (error) {
    throw new CannotStart(`PAIL_SEARCH is zoekt. ${(error as Error).message}`)
  }
}
