import { invalid } from '@pail/failures'
import type { Oid } from '@pail/git'
import type { Repository } from '../repositories/repository.ts'
import { advance, type Closing, type State } from './state.ts'

/** Where the change comes from. Its commits are held by the destination as well. */
export interface Source {
  /** Null when the fork is gone. */
  repositoryUuid: string | null
  branch: string
  hash: Oid
}

/** The branch that is to have the change, and its tip: the last one without the change when that has arrived. */
export interface Destination {
  branch: string
  hash: Oid
}

/** The wish to have what one branch holds in another. */
export interface PullRequest {
  /** Names it in tables only. */
  uuid: string
  /** Counted in its repository. */
  id: number
  /** The destination's. */
  repository: Repository
  title: string
  description: string
  state: State
  isDraft: boolean
  isQueued: boolean
  authorUuid: string
  closedByUuid: string | null
  closedOn: string | null
  /** Why it was declined. */
  reason: string
  closesSourceBranch: boolean
  source: Source
  destination: Destination
  mergeHash: Oid | null
  commentCount: number
  taskCount: number
  createdOn: string
  updatedOn: string
}

export const MAX_TITLE = 255
/** In UTF-16 units; bots that list what is new write a quarter of a million. */
export const MAX_DESCRIPTION = 256 * 1024

/** The ref in the destination that holds what the source has. */
export const fromRef = ({ id }: { id: number }): string => `refs/pull-requests/${id}/from`

/** The ref that holds what the destination was when the pull request was closed. */
export const toRef = ({ id }: { id: number }): string => `refs/pull-requests/${id}/to`

export const isOpen = ({ state }: Pick<PullRequest, 'state'>): boolean => state === 'OPEN'

export const isFromFork = ({ source, repository }: Pick<PullRequest, 'source' | 'repository'>): boolean =>
  source.repositoryUuid !== repository.uuid

/** What becomes of it in the end, and by whom. */
export interface Ending {
  closing: Closing
  actorUuid: string
  at: string
  reason?: string
  mergeHash?: Oid
  /** The destination's tip before the change arrived; absent where it is as it was. */
  destinationHash?: Oid
}

/** The pull request as it is from then on. */
export const closed = (pullRequest: PullRequest, ending: Ending): PullRequest => ({
  ...pullRequest,
  state: advance(pullRequest.state, ending.closing),
  isQueued: false,
  closedByUuid: ending.actorUuid,
  closedOn: ending.at,
  reason: ending.reason ?? '',
  mergeHash: ending.mergeHash ?? null,
  destination: { ...pullRequest.destination, hash: ending.destinationHash ?? pullRequest.destination.hash },
  updatedOn: ending.at,
})

export function asTitle(title: string): string {
  const trimmed = title.trim()
  if (trimmed !== '') return trimmed
  throw invalid('title', 'This field is required.')
}
