import type { BranchType } from '../branching-model/branching-model.ts'
import type { Holder } from '../repositories/holder.ts'
import { fitsGlob } from './glob.ts'

/** Kinds that stop changes of a branch, for all but those who are exempt. */
const STOPPING = ['push', 'force', 'delete', 'restrict_merges'] as const
/** Kinds that ask something of a pull request before it is merged. */
export const CHECKS = [
  'require_approvals_to_merge',
  'require_default_reviewer_approvals_to_merge',
  'require_review_group_approvals_to_merge',
  'require_no_changes_requested',
  'require_tasks_to_be_completed',
  'require_all_comments_resolved',
  'require_passing_builds_to_merge',
  'require_commits_behind',
  'require_all_dependencies_merged',
] as const
/** Kinds that say what happens to a pull request meanwhile. */
const FOLLOWING = [
  'reset_pullrequest_approvals_on_change',
  'smart_reset_pullrequest_approvals',
  'reset_pullrequest_changes_requested_on_change',
  'enforce_merge_checks',
  'allow_auto_merge_when_builds_pass',
] as const

export const KINDS = [...STOPPING, ...CHECKS, ...FOLLOWING] as const
export type Kind = (typeof KINDS)[number]
export type Check = (typeof CHECKS)[number]

/** Which branches a restriction is about. */
export type Match = { by: 'glob'; pattern: string } | { by: 'branching_model'; type: BranchType }

/** What may not be done to some branches, or not before something else. */
export interface Restriction<On extends Holder = Holder> {
  id: number
  on: On
  kind: Kind
  match: Match
  value: number | null
  /** Uuids of those whom it does not hold for. */
  users: readonly string[]
  groups: readonly string[]
}

/** A branch by its name and what it is in the branching model. */
export interface Classified {
  name: string
  types: readonly BranchType[]
}

export const concerns = ({ match }: Pick<Restriction, 'match'>, branch: Classified): boolean =>
  match.by === 'glob' ? fitsGlob(match.pattern, branch.name) : branch.types.includes(match.type)

/** Kinds that people and groups can be exempt from; the others hold for everybody. */
export const hasExempt = (kind: Kind): boolean => kind === 'push' || kind === 'restrict_merges'
