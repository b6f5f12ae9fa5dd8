import type { Page, PageRequest } from '@pail/db'
import type { CommitObject } from '@pail/git'
import type { PathVersion } from '@pail/git-node'
import type { Filter } from '../../kernel/filter.ts'
import type { Forge } from '../../kernel/forge.ts'
import type { Entry } from './entry.ts'
import { versionFields } from './fields.ts'
import { pageOf } from './in-memory.ts'
import { NoSuchPath, type Place } from './place.ts'

/** A file as one of the commits that changed it left it. */
export interface Version extends Entry {
  made: CommitObject
}

export interface Past {
  renames: boolean
  filter: Filter
  page: PageRequest
  signal: AbortSignal
}

/** The commits that changed a file, newest first, each with the name that it had then. */
export async function versions(
  forge: Forge,
  place: Place,
  { renames, filter, page, signal }: Past,
): Promise<Page<Version>> {
  const { repository, hash: commit, path } = place
  if (path === '') throw new NoSuchPath(path)
  return pageOf<Version>(
    async (limit, after) => {
      const ask = { commit, path, follow: renames, limit, after, signal }
      const { values, next } = await forge.git.pathHistory(repository.uuid, ask)
      if (values.length === 0 && after === undefined) throw new NoSuchPath(path)
      return { values: values.map(one => versionOf(place, one)), ...(next !== undefined && { next }) }
    },
    versionFields,
    { filter, page },
  )
}

/** The commit that took a file away has nothing at its path. */
function versionOf({ repository }: Place, { commit: made, path, entry }: PathVersion): Version {
  const commit = async () => ({ repository, object: made })
  const gone = { path, type: 'file', mode: '100644', size: null } as const
  return { made, tree: { repository, hash: made.hash, commit }, at: entry ?? gone }
}
