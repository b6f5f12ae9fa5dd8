import { openPostgres, openSqlite } from '@pail/db'
import type { Config } from '../config.ts'
import type { DataDirectory } from '../data-directory.ts'
import type { PailDatabase, Tables } from '../db/tables/index.ts'

/** The database of the settings, as it is. */
export const openDatabase = ({ databaseUrl }: Config, place: DataDirectory): PailDatabase =>
  databaseUrl ? openPostgres<Tables>(databaseUrl) : openSqlite<Tables>(place.database)
