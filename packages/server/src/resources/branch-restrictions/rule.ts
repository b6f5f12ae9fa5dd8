import { Invalid } from '@pail/failures'
import type { BranchType } from '../branching-model/branching-model.ts'
import { hasExempt, type Kind, type Match, type Restriction } from './restriction.ts'

/** The least number that a kind counts to; those that count nothing have none. */
const LEAST: Partial<Record<Kind, number>> = {
  require_approvals_to_merge: 1,
  require_default_reviewer_approvals_to_merge: 1,
  require_review_group_approvals_to_merge: 1,
  require_passing_builds_to_merge: 1,
  require_commits_behind: 0,
}
const MOST = 1_000_000
const MAX_PATTERN = 250

/** What may be said of a restriction when it is made or changed; people and groups as uuids. */
export interface RestrictionInput {
  kind?: Kind | undefined
  branch_match_kind?: Match['by'] | undefined
  pattern?: string | undefined
  branch_type?: BranchType | '' | null | undefined
  value?: number | null | undefined
  users?: readonly string[] | undefined
  groups?: readonly string[] | undefined
}

/** What of a restriction may change. */
export type Rule = Pick<Restriction, 'kind' | 'match' | 'value' | 'users' | 'groups'>

/** A restriction as it is first told. */
export function newRule(input: RestrictionInput): Rule {
  if (input.kind === undefined) throw refusal({ kind: 'required key not provided' })
  return settled({ kind: input.kind, match: matchOf(input), input })
}

/** The same with what is told anew; what is left out stays. */
export function changedRule(before: Rule, input: RestrictionInput): Rule {
  const kind = input.kind ?? before.kind
  const says = input.branch_match_kind ?? input.pattern ?? input.branch_type
  const by = input.branch_match_kind ?? before.match.by
  const match =
    says === undefined || says === null
      ? before.match
      : matchOf({ ...wordsOf(before.match), ...given(input), branch_match_kind: by })
  const isSame = hasExempt(kind) && hasExempt(before.kind)
  const kept = { value: before.value, ...(isSame && { users: before.users, groups: before.groups }) }
  return settled({ kind, match, input: { ...kept, ...given(input) } })
}

const given = (input: RestrictionInput): RestrictionInput =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))

const wordsOf = (match: Match): RestrictionInput =>
  match.by === 'glob' ? { pattern: match.pattern } : { branch_type: match.type }

function matchOf({ branch_match_kind: by = 'glob', pattern, branch_type: type }: RestrictionInput): Match {
  if (by === 'branching_model') {
    if (!type) throw refusal({ branch_type: 'required key not provided' })
    return { by, type }
  }
  if (!pattern) throw refusal({ pattern: pattern === undefined ? 'required key not provided' : 'may not be blank' })
  if (pattern.length > MAX_PATTERN) throw refusal({ pattern: `at most ${MAX_PATTERN} characters` })
  return { by, pattern }
}

function settled({ kind, match, input }: { kind: Kind; match: Match; input: RestrictionInput }): Rule {
  return { kind, match, value: countOf(kind, input.value ?? null), ...exemptOf(kind, input) }
}

function countOf(kind: Kind, value: number | null): number | null {
  const least = LEAST[kind]
  if (least === undefined) return null
  if (value === null) throw refusal({ value: `${kind} counts to a number` })
  if (value < least || value > MOST) throw refusal({ value: `from ${least} to ${MOST}` })
  return value
}

/** Clients leave an empty list out, so one of the two is enough. */
function exemptOf(kind: Kind, { users, groups }: RestrictionInput): Pick<Rule, 'users' | 'groups'> {
  if (!hasExempt(kind)) {
    const complaint = `${kind} holds for everybody`
    if (users && users.length > 0) throw refusal({ users: complaint })
    if (groups && groups.length > 0) throw refusal({ groups: complaint })
  } else if (!users && !groups) {
    const complaint = 'required key not provided'
    throw refusal({ users: complaint, groups: complaint })
  }
  return { users: [...new Set(users)].sort(), groups: [...new Set(groups)].sort() }
}

/** A refusal of some members of the input. */
export function refusal(complaints: Readonly<Record<string, string>>): Invalid {
  const [[field, first] = []] = Object.entries(complaints)
  const fields = Object.fromEntries(Object.entries(complaints).map(([name, complaint]) => [name, [complaint]]))
  return new Invalid(`${field}: ${first}`, { fields })
}
