import type { Db, ProjectRow, RepositoryRow } from '../../db/tables/index.ts'
import * as projects from '../projects/store.ts'
import * as workspaces from '../workspaces/store.ts'
import type { Repository } from './repository.ts'
import { fromRow, toRow } from './row.ts'
import * as store from './store.ts'

/** What is kept of a repository that is no more, for those who are told so. */
export interface Gone {
  repository: RepositoryRow
  project: ProjectRow
}

export const asGone = (repository: Repository): Gone => ({
  repository: toRow(repository),
  project: projects.toRow(repository.project),
})

/** The repository that an event is about: as it is now, or as it was when it was deleted. */
export async function repositoryIn(
  db: Db,
  { repository, was }: { repository?: unknown; was?: unknown },
): Promise<Repository | undefined> {
  if (typeof repository !== 'string') return undefined
  const found = await store.byUuids(db, [repository])
  return found.get(repository) ?? (was === undefined ? undefined : restored(db, was as Gone))
}

async function restored(db: Db, was: Gone): Promise<Repository | undefined> {
  const entered = await workspaces.enter(db, was.repository.workspace_uuid, '')
  if (!entered) return undefined
  return fromRow(was.repository, projects.fromRow(was.project, entered.workspace))
}
