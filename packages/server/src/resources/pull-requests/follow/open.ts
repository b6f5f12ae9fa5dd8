import type { Db } from '../../../db/tables/index.ts'
import type { PullRequest } from '../pull-request.ts'
import { withRepositories } from '../store.ts'

/** A branch of a repository. */
export interface Branch {
  repository: string
  branch: string
}

/** What is open and comes from a branch. */
export const openFrom = async (db: Db, { repository, branch }: Branch): Promise<PullRequest[]> =>
  withRepositories(
    db,
    await open(db).where('source_repository_uuid', '=', repository).where('source_branch', '=', branch).execute(),
  )

/** What is open and is to go into a branch. */
export const openInto = async (db: Db, { repository, branch }: Branch): Promise<PullRequest[]> =>
  withRepositories(
    db,
    await open(db).where('repository_uuid', '=', repository).where('destination_branch', '=', branch).execute(),
  )

const open = (db: Db) => db.selectFrom('pull_requests').where('state', '=', 'OPEN').orderBy('id').selectAll()
