import type { Flag } from './accounts.ts'

/** What a setting belongs to: a repository or a project, never both; the third column has whichever it is. */
interface Held {
  holder_uuid: string
  repository_uuid: string | null
  project_uuid: string | null
}

export interface BranchingModelRow extends Held {
  development_name: string | null
  development_uses_main: Flag
  production_enabled: Flag
  production_name: string | null
  production_uses_main: Flag
  /** JSON: by kind, whether it is enabled and its prefix. */
  branch_types: string
  /** Whether a branch goes, unless told otherwise, when it was merged. */
  deletes_branches: Flag
}

export interface BranchRestrictionRow extends Held {
  /** No other restriction has it. */
  id: number
  kind: string
  branch_match_kind: 'glob' | 'branching_model'
  /** A pattern or a type of branch, whichever the column before says. */
  matched: string
  value: number | null
  created_on: string
}

/** People and groups that a restriction does not hold for. */
export interface RestrictionUserRow {
  restriction_id: number
  user_uuid: string
}

export interface RestrictionGroupRow {
  restriction_id: number
  group_uuid: string
}

export interface DefaultReviewerRow extends Held {
  user_uuid: string
  added_on: string
}
