import { CHECKS, type Check, type Restriction } from './restriction.ts'

/** What there is to know of a pull request before it is merged. The author's own approval counts nowhere. */
export interface MergeFacts {
  approvals: number
  defaultReviewerApprovals: number
  reviewGroupApprovals: number
  /** People whose last word was that something must change. */
  changesRequested: number
  openTasks: number
  /** Threads that were not resolved. */
  unresolvedComments: number
  /** Of the newest commit of the source. */
  builds: { successful: number; failed: number; inProgress: number }
  /** How many commits the source lacks that the destination has. */
  commitsBehind: number
  /** Pull requests that this one stands on. */
  unmergedDependencies: number
  /** Owners of what changes whose approval is missing, as CODEOWNERS writes them. */
  missingOwners: readonly string[]
}

/** A reason against merging; `restriction` is the id of the rule that asks, null where a file of the branch does. */
export interface FailedCheck {
  kind: Check | 'code_owners'
  restriction: number | null
  required: number
  actual: number
  message: string
}

export interface MergeVerdict {
  failed: readonly FailedCheck[]
  /** Whether a check that fails stops a merge, or is only told. */
  isEnforced: boolean
  /** Whether one that fails does. */
  blocks: boolean
}

interface Measure {
  required: number
  actual: number
  passes: boolean
  message: string
}

/** Goes through every check that the rules of the destination ask for, and the owners of what changes. */
export function judge(
  rules: readonly Restriction[],
  facts: MergeFacts,
  { isAdvisory }: { isAdvisory: boolean },
): MergeVerdict {
  const failed = [...rules.flatMap(rule => failing(rule, facts)), ...withoutOwners(facts)]
  const isEnforced = !isAdvisory || rules.some(({ kind }) => kind === 'enforce_merge_checks')
  return { failed, isEnforced, blocks: isEnforced && failed.length > 0 }
}

function failing({ id, kind, value }: Restriction, facts: MergeFacts): FailedCheck[] {
  if (!isCheck(kind)) return []
  const { passes, ...measured } = measures[kind](facts, value ?? 0)
  return passes ? [] : [{ kind, restriction: id, ...measured }]
}

const isCheck = (kind: Restriction['kind']): kind is Check => (CHECKS as readonly string[]).includes(kind)

const atLeast = (required: number, actual: number, what: string): Measure => ({
  required,
  actual,
  passes: actual >= required,
  message: `Has ${actual} of ${required} required ${what}.`,
})

const atMost = (required: number, actual: number, message: string): Measure => ({
  required,
  actual,
  passes: actual <= required,
  message,
})

const measures: Readonly<Record<Check, (facts: MergeFacts, value: number) => Measure>> = {
  require_approvals_to_merge: ({ approvals }, value) => atLeast(value, approvals, 'approvals'),
  require_default_reviewer_approvals_to_merge: ({ defaultReviewerApprovals }, value) =>
    atLeast(value, defaultReviewerApprovals, 'approvals by default reviewers'),
  require_review_group_approvals_to_merge: ({ reviewGroupApprovals }, value) =>
    atLeast(value, reviewGroupApprovals, 'approvals by review groups'),
  require_no_changes_requested: ({ changesRequested: asked }) =>
    atMost(0, asked, `Changes are requested by ${counted(asked, 'reviewer')}.`),
  require_tasks_to_be_completed: ({ openTasks: open }) => atMost(0, open, `Has ${counted(open, 'open task')}.`),
  require_all_comments_resolved: ({ unresolvedComments: open }) =>
    atMost(0, open, `Has ${counted(open, 'unresolved comment')}.`),
  require_passing_builds_to_merge: builds,
  require_commits_behind: ({ commitsBehind: behind }, value) =>
    atMost(value, behind, `Is ${counted(behind, 'commit')} behind its destination, and may be ${value}.`),
  require_all_dependencies_merged: ({ unmergedDependencies: open }) =>
    atMost(0, open, `Depends on ${counted(open, 'pull request')} that ${open === 1 ? 'is' : 'are'} not merged.`),
}

/** As many as are asked for, and none that failed or is not over. */
function builds({ builds: { successful, failed, inProgress } }: MergeFacts, required: number): Measure {
  const measured = atLeast(required, successful, 'successful builds')
  if (failed + inProgress === 0) return measured
  const message = `Has ${counted(failed, 'failed build')} and ${inProgress} in progress.`
  return { ...measured, passes: false, message }
}

function withoutOwners({ missingOwners }: MergeFacts): FailedCheck[] {
  const missing = missingOwners.length
  if (missing === 0) return []
  const message = `Lacks the approval of code owners: ${missingOwners.join(', ')}.`
  return [{ kind: 'code_owners', restriction: null, required: missing, actual: 0, message }]
}

const counted = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`
