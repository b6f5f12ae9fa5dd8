import type { Restriction } from './restriction.ts'

/** Somebody as restrictions know them: a uuid, and the groups among those that were asked about. */
export interface Standing {
  user: string
  groups: ReadonlySet<string>
}

/** How a branch comes to change: by what somebody pushed or wrote, or by the merge of a pull request. */
export type Way = 'push' | 'merge'

type Rules = readonly Restriction[]

const of = (rules: Rules, kind: Restriction['kind']) => rules.filter(rule => rule.kind === kind)

/** Where nothing was said about merges, those who may not push may not merge either. */
export function gatesOf(rules: Rules, way: Way): Rules {
  const merging = way === 'merge' ? of(rules, 'restrict_merges') : []
  return merging.length > 0 ? merging : of(rules, 'push')
}

const isExempt = ({ users, groups }: Restriction, standing: Standing) =>
  users.includes(standing.user) || groups.some(group => standing.groups.has(group))

/** Whether somebody passes every rule that stands before a branch; administrators are not exempt. */
export const mayChange = (rules: Rules, way: Way, standing: Standing): boolean =>
  gatesOf(rules, way).every(rule => isExempt(rule, standing))

/** Whether what a branch held may be left behind. */
export const mayRewrite = (rules: Rules): boolean => of(rules, 'force').length === 0

export const mayDelete = (rules: Rules): boolean => of(rules, 'delete').length === 0
