import type { Grade, Target } from '../../kernel/target.ts'
import type * as reaching from '../repositories/reach.ts'
import type { Repository } from '../repositories/repository.ts'
import { reach } from '../repositories/target.ts'
import type { PullRequest } from './pull-request.ts'
import * as store from './store.ts'

/** A pull request, the repository that it is for, and the rank of what the caller may do there. */
export interface Reached {
  repository: Repository
  pullRequest: PullRequest
  rank: number
}

/**
 * The pull request in the path, for one who may do this much with its repository; `account` is for whoever may read and
 * is somebody.
 */
export const pullRequest = (grade: Grade | 'account'): Target<Reached> => ({
  grade,
  async load(ask) {
    const { repository, rank } = await reach(ask, grade === 'account' ? 'read' : grade)
    return { repository, rank, pullRequest: await store.find(ask.db, repository, ask.params.pull_request_id ?? '') }
  },
})

/** The pull request alone, for showing it: while nothing changes it is the very same object. */
export const shownPullRequest: Target<PullRequest> = {
  grade: 'read',
  load: async ask => (await pullRequest('read').load(ask)).pullRequest,
}

/** The repository in the path, for anybody who is somebody and may read it, with the rank of what the caller may do. */
export const reachedRepository: Target<reaching.Reached> = { grade: 'account', load: ask => reach(ask, 'read') }
