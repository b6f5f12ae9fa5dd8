import type { PailDatabase } from '../../../../db/tables/index.ts'
import { wake } from '../../../../kernel/events.ts'
import type { Log } from '../../../../kernel/log.ts'
import { wantAnew } from './store.ts'

/** The index is empty where it should not be: all of it is built again. */
export function rebuildLost(database: PailDatabase, log: Log): void {
  log.error('The search index was damaged and is being built again')
  void database
    .transact(tx => wantAnew(tx))
    .then(wake)
    // Comparing the index with the repositories comes to the same, later.
    .catch(err => log.error({ err }, 'the search index was lost'))
}
