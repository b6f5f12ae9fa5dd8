import type { Flag } from './accounts.ts'

export interface PullRequestRow {
  uuid: string
  /** The destination, in which the id is counted. */
  repository_uuid: string
  id: number
  title: string
  description: string
  state: 'OPEN' | 'MERGED' | 'DECLINED' | 'SUPERSEDED'
  is_draft: Flag
  /** Waits to be merged as soon as it may be. */
  is_queued: Flag
  author_uuid: string
  closed_by_uuid: string | null
  closed_on: string | null
  /** What was said when it was declined. */
  reason: string
  closes_source_branch: Flag
  /** Null when the fork is gone. */
  source_repository_uuid: string | null
  source_branch: string
  /** All 40 digits, here and below. */
  source_hash: string
  destination_branch: string
  /** Follows the branch while the pull request is open, and stays where it was before the change arrived there. */
  destination_hash: string
  merge_hash: string | null
  comment_count: number
  /** Tasks that are not resolved. */
  task_count: number
  created_on: string
  updated_on: string
  /** What only one open pull request of a repository may join; null of closed ones. */
  open_key: string | null
  /** The source of which the commits were last written down in `pull_request_commits`. */
  linked_hash: string | null
}

export interface PullRequestParticipantRow {
  pull_request_uuid: string
  user_uuid: string
  is_reviewer: Flag
  state: 'approved' | 'changes_requested' | null
  /** When they last approved, asked for changes or commented. */
  participated_on: string | null
  /** In the order in which they came, those of one moment by `place`. */
  added_on: string
  place: number
}

export interface PullRequestActivityRow {
  /** Sorts by time. */
  id: string
  pull_request_uuid: string
  repository_uuid: string
  kind: 'update' | 'approval' | 'changes_requested' | 'comment'
  actor_uuid: string
  comment_id: number | null
  /** JSON: of an update what changed and what the pull request was then. */
  data: string
  created_on: string
}

/** A commit that a pull request brings or brought. */
export interface PullRequestCommitRow {
  repository_uuid: string
  commit_hash: string
  pull_request_uuid: string
}
