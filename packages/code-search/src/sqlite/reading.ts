import type { DatabaseSync } from 'node:sqlite'
import type { KnownBranch } from '../engine.ts'
import type { Lookout } from './look.ts'

interface Row {
  name: string
  commit_id: string
  is_main: number
}

/** What whoever reads can be asked, whatever is kept of contents. */
export function readingVerbs(db: DatabaseSync, lookout: Lookout) {
  const branches = db.prepare('SELECT name, commit_id, is_main FROM branches WHERE repository = ? ORDER BY name')
  return {
    refresh: () => lookout.refresh(),
    known: (repository: string): KnownBranch[] =>
      (branches.all(repository) as unknown as Row[]).map(row => ({
        branch: row.name,
        commit: row.commit_id,
        isMain: row.is_main === 1,
      })),
  }
}
