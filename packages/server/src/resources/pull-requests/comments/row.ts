import type { Oid } from '@pail/git'
import type { PullRequestCommentRow } from '../../../db/tables/index.ts'
import { inlineFromRow, inlineToRow } from '../../commits/comments/inline.ts'
import type { PullRequest } from '../pull-request.ts'
import type { Comment } from './comment.ts'
import type { Origin, Place } from './positions/place.ts'

export const toRow = (comment: Comment): PullRequestCommentRow => ({
  id: comment.id,
  repository_uuid: comment.pullRequest.repository.uuid,
  pull_request_uuid: comment.pullRequest.uuid,
  user_uuid: comment.userUuid,
  parent_id: comment.parentId,
  content: comment.content,
  is_pending: comment.isPending ? 1 : 0,
  is_deleted: comment.isDeleted ? 1 : 0,
  is_gone: comment.isGone ? 1 : 0,
  ...placeToRow(comment.place),
  origin: comment.place && JSON.stringify(comment.place.origin),
  resolved_by_uuid: comment.resolution?.userUuid ?? null,
  resolved_on: comment.resolution?.createdOn ?? null,
  created_on: comment.createdOn,
  updated_on: comment.updatedOn,
})

export const placeToRow = (place: Place | null) => ({
  ...inlineToRow(place?.inline ?? null),
  is_outdated: place?.isOutdated ? (1 as const) : (0 as const),
  placed_source: place?.source ?? null,
  placed_base: place?.base ?? null,
})

export const fromRow = (row: PullRequestCommentRow, pullRequest: PullRequest): Comment => ({
  id: row.id,
  pullRequest,
  userUuid: row.user_uuid,
  parentId: row.parent_id,
  content: row.content,
  isPending: row.is_pending === 1,
  isDeleted: row.is_deleted === 1,
  isGone: row.is_gone === 1,
  place: placeFromRow(row),
  resolution:
    row.resolved_by_uuid === null || row.resolved_on === null
      ? null
      : { userUuid: row.resolved_by_uuid, createdOn: row.resolved_on },
  createdOn: row.created_on,
  updatedOn: row.updated_on,
})

export function placeFromRow(row: PullRequestCommentRow): Place | null {
  const inline = inlineFromRow(row)
  if (!inline || row.origin === null) return null
  const origin = JSON.parse(row.origin) as Origin
  const isOutdated = row.is_outdated === 1
  return { inline, isOutdated, origin, source: row.placed_source as Oid, base: row.placed_base as Oid }
}
