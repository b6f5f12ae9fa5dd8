import type { Repository } from '../../repositories/repository.ts'
import type { Changes, Update } from '../activity.ts'
import type { PullRequest } from '../pull-request.ts'

/** Something that was done about a pull request; exactly one of the kinds. */
export interface Item {
  kind: 'update' | 'approval' | 'changes_requested' | 'comment'
  pullRequest: PullRequest
  actorUuid: string
  on: string
  comment: number | null
  /** Of an update. */
  update: Update | null
}

/** What changed, with the repository that both sides are read in. */
export interface Changed {
  repository: Repository
  changes: Changes
}
