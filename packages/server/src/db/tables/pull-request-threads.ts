import type { Flag } from './accounts.ts'

export interface PullRequestCommentRow {
  /** No other comment on anything has it. */
  id: number
  /** The destination of the pull request. */
  repository_uuid: string
  pull_request_uuid: string
  user_uuid: string
  /** What it answers. */
  parent_id: number | null
  /** As it was written; empty when it was deleted. */
  content: string
  /** Only its author sees it yet. */
  is_pending: Flag
  is_deleted: Flag
  /** Deleted, and nothing that is there answers it: nobody sees it any more. */
  is_gone: Flag
  /** The file that it is about; the lines are those of its old and its new version. */
  path: string | null
  line_from: number | null
  line_to: number | null
  start_from: number | null
  start_to: number | null
  /** What it is about is gone; the place is where it was. */
  is_outdated: Flag
  /** JSON: the place and the commits that it was made at; null where it is about no file. */
  origin: string | null
  /** The commits, source and base, for which the place was worked out last. */
  placed_source: string | null
  placed_base: string | null
  resolved_by_uuid: string | null
  resolved_on: string | null
  created_on: string
  updated_on: string
}

export interface PullRequestTaskRow {
  /** No other task has it. */
  id: number
  /** The destination of the pull request. */
  repository_uuid: string
  pull_request_uuid: string
  creator_uuid: string
  /** The comment that it came up in. */
  comment_id: number | null
  content: string
  state: 'RESOLVED' | 'UNRESOLVED'
  /** Only its creator sees it yet. */
  is_pending: Flag
  resolved_by_uuid: string | null
  resolved_on: string | null
  created_on: string
  updated_on: string
}
