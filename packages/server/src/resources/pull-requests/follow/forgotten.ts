import type { Oid } from '@pail/git'
import type { Forge } from '../../../kernel/forge.ts'
import { rulesAt } from '../../branch-restrictions/rules.ts'
import { tipIn } from '../../refs/tip.ts'
import type { PullRequest } from '../pull-request.ts'
import { changeOf } from './change-of.ts'

export type Verdict = 'approved' | 'changes_requested'

/** Which verdicts the rules of the destination forget when the source moves to `tip`. */
export async function forgotten(forge: Forge, pullRequest: PullRequest, tip: Oid): Promise<Verdict[]> {
  const { repository, destination } = pullRequest
  const rules = await rulesAt(forge, repository, destination.branch)
  const has = (kind: string) => rules.some(rule => rule.kind === kind)
  const isApprovalLost =
    has('reset_pullrequest_approvals_on_change') ||
    (has('smart_reset_pullrequest_approvals') && (await isDifferent(forge, pullRequest, tip)))
  return [
    ...(isApprovalLost ? (['approved'] as const) : []),
    ...(has('reset_pullrequest_changes_requested_on_change') ? (['changes_requested'] as const) : []),
  ]
}

/** Whether it brings another change than before, and not the same one on top of something else. */
async function isDifferent(forge: Forge, { repository, source, destination }: PullRequest, tip: Oid) {
  // The destination may have moved in the same push.
  const present = (await tipIn(forge, repository.uuid, destination.branch)) ?? destination.hash
  const [before, after] = await Promise.all([
    changeOf(forge, repository, { from: destination.hash, to: source.hash }),
    changeOf(forge, repository, { from: present, to: tip }),
  ])
  return before !== after
}
