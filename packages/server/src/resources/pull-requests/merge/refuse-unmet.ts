import { Forbidden, Invalid, invalid } from '@pail/failures'
import type { Actor, Known } from '../../../kernel/actor.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { type FailedCheck, judge, type MergeFacts, type MergeVerdict } from '../../branch-restrictions/merge-checks.ts'
import { mayChange } from '../../branch-restrictions/permits.ts'
import { standingOf } from '../../branch-restrictions/standing.ts'
import { factsOf } from './facts.ts'
import type { Present } from './present.ts'

const DRAFT = 'A draft cannot be merged.'

/** Stops a merge that the rules of the destination, or the state of the pull request, are against. */
export async function refuseUnmet(
  forge: Forge,
  present: Present,
  actor: Known,
  which: 'all' | 'besides builds' = 'all',
): Promise<void> {
  await refuseFor(forge, present, actor)
  const { failed, isEnforced } = await verdictOn(forge, present)
  const counting = which === 'all' ? failed : failed.filter(({ kind }) => kind !== 'require_passing_builds_to_merge')
  if (isEnforced && counting.length > 0) throw unmet(counting)
}

/** What has nothing to do with checks: a draft is merged by nobody, and into some branches not everybody merges. */
export async function refuseFor({ database }: Forge, { pullRequest, rules }: Present, actor: Actor): Promise<void> {
  if (pullRequest.isDraft) throw invalid('draft', DRAFT)
  const standing = await standingOf(database.reader, rules, actor ?? { uuid: '' })
  if (!mayChange(rules, 'merge', standing))
    throw new Forbidden(`Permission denied to merge into branch ${pullRequest.destination.branch}.`)
}

/** What the checks of the destination say of a pull request now. */
export async function verdictOn(forge: Forge, present: Present): Promise<Verdict> {
  const isAdvisory = forge.config.mergeChecks === 'advisory'
  const facts = await factsOf(forge, present)
  return { ...judge(present.rules, facts, { isAdvisory }), facts }
}

interface Verdict extends MergeVerdict {
  facts: MergeFacts
}

/** All reasons at once, for people and for programs. */
const unmet = (failed: readonly FailedCheck[]): Invalid =>
  new Invalid(failed[0]!.message, {
    fields: { merge_checks: failed.map(({ message }) => message) },
    data: { key: 'MERGE_CHECKS_FAILED', checks: failed },
  })
