import {
  type Engine,
  openSearch as openEngine,
  openPostgresIndex,
  openSqlite,
  type SearchLimits,
} from '@pail/code-search'
import type { Config } from '../config.ts'
import type { DataDirectory } from '../data-directory.ts'
import type { Log } from './log.ts'

interface Around {
  log: Log
  /** The index was damaged, and is empty now. */
  onLost(): void
  limits?: Partial<SearchLimits>
}

/** Where code is searched: in a file of its own, or in PostgreSQL where the database is; or nowhere. */
export function openSearch(
  config: Pick<Config, 'search' | 'databaseUrl'>,
  place: Pick<DataDirectory, 'searchIndex'>,
  around: Around,
): Engine | undefined {
  return config.search && openEngine(openIndex(config, place, around), around.limits)
}

function openIndex(
  { databaseUrl }: Pick<Config, 'databaseUrl'>,
  { searchIndex }: Pick<DataDirectory, 'searchIndex'>,
  { log, onLost }: Around,
) {
  if (databaseUrl) return openPostgresIndex(databaseUrl, { notify: text => log.warn({ search: text }) })
  return openSqlite(searchIndex, { onLost })
}
