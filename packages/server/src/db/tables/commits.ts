import type { Flag } from './accounts.ts'

export interface CommitApprovalRow {
  repository_uuid: string
  commit_hash: string
  user_uuid: string
  approved_on: string
}

export interface CommitCommentRow {
  /** No other comment on anything has it. */
  id: number
  repository_uuid: string
  commit_hash: string
  user_uuid: string
  /** What it answers. */
  parent_id: number | null
  /** As it was written; empty when it was deleted and still holds answers. */
  content: string
  /** The file that it is about; the lines are those of its old and new version. */
  path: string | null
  line_from: number | null
  line_to: number | null
  start_from: number | null
  start_to: number | null
  is_deleted: Flag
  created_on: string
  updated_on: string
}
