import { type Engine, openSearch as openEngine, openSqlite } from '@pail/code-search'
import type { Config } from '../config.ts'
import type { DataDirectory } from '../data-directory.ts'
import type { Log } from './log.ts'

interface Around {
  log: Log
  /** The index was damaged, and is empty now. */
  onLost(): void
}

/** Where code is searched: in a file of its own, in PostgreSQL where the database is, or by a Zoekt; or nowhere. */
export function openSearch(
  { search }: Pick<Config, 'search' | 'databaseUrl'>,
  { searchIndex }: Pick<DataDirectory, 'searchIndex'>,
  { onLost }: Around,
): Engine | undefined {
  if (!search) return undefined
  return openEngine(openSqlite(searchIndex, { onLost }))
}
