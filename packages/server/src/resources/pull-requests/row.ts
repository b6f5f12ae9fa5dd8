import type { Oid } from '@pail/git'
import type { PullRequestRow } from '../../db/tables/index.ts'
import type { Repository } from '../repositories/repository.ts'
import { isOpen, type PullRequest } from './pull-request.ts'

export const fromRow = (row: PullRequestRow, repository: Repository): PullRequest => ({
  uuid: row.uuid,
  id: row.id,
  repository,
  title: row.title,
  description: row.description,
  state: row.state,
  isDraft: row.is_draft === 1,
  isQueued: row.is_queued === 1,
  authorUuid: row.author_uuid,
  closedByUuid: row.closed_by_uuid,
  closedOn: row.closed_on,
  reason: row.reason,
  closesSourceBranch: row.closes_source_branch === 1,
  source: {
    repositoryUuid: row.source_repository_uuid,
    branch: row.source_branch,
    hash: row.source_hash as Oid,
  },
  destination: { branch: row.destination_branch, hash: row.destination_hash as Oid },
  mergeHash: row.merge_hash as Oid | null,
  commentCount: row.comment_count,
  taskCount: row.task_count,
  createdOn: row.created_on,
  updatedOn: row.updated_on,
})

/** What a pull request says itself; `linked_hash` is kept apart. */
export const toRow = (pullRequest: PullRequest): Omit<PullRequestRow, 'linked_hash'> => ({
  uuid: pullRequest.uuid,
  repository_uuid: pullRequest.repository.uuid,
  id: pullRequest.id,
  title: pullRequest.title,
  description: pullRequest.description,
  state: pullRequest.state,
  is_draft: pullRequest.isDraft ? 1 : 0,
  is_queued: pullRequest.isQueued ? 1 : 0,
  author_uuid: pullRequest.authorUuid,
  closed_by_uuid: pullRequest.closedByUuid,
  closed_on: pullRequest.closedOn,
  reason: pullRequest.reason,
  closes_source_branch: pullRequest.closesSourceBranch ? 1 : 0,
  source_repository_uuid: pullRequest.source.repositoryUuid,
  source_branch: pullRequest.source.branch,
  source_hash: pullRequest.source.hash,
  destination_branch: pullRequest.destination.branch,
  destination_hash: pullRequest.destination.hash,
  merge_hash: pullRequest.mergeHash,
  comment_count: pullRequest.commentCount,
  task_count: pullRequest.taskCount,
  created_on: pullRequest.createdOn,
  updated_on: pullRequest.updatedOn,
  open_key: isOpen(pullRequest) ? openKey(pullRequest) : null,
})

/** No name of a branch holds a space. What comes from forks that are gone stands in nobody's way. */
export const openKey = ({
  source,
  destination,
  uuid,
}: Pick<PullRequest, 'source' | 'destination'> & { uuid?: string }) =>
  `${source.repositoryUuid ?? uuid} ${source.branch} ${destination.branch}`
