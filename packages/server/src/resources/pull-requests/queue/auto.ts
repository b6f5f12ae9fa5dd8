import type { Known } from '../../../kernel/actor.ts'
import type { Forge } from '../../../kernel/forge.ts'
import type { Asked } from '../merge/merge.ts'
import { presentOf, SourceMoved } from '../merge/present.ts'
import { verdictOn } from '../merge/refuse-unmet.ts'
import { isOpen, type PullRequest } from '../pull-request.ts'
import { join } from './join.ts'

/**
 * Where the destination says so, a merge that nothing but unfinished builds stands before waits for them: the task that
 * will do it. Undefined where it is to be tried at once.
 */
export async function waitForBuilds(
  forge: Forge,
  pullRequest: PullRequest,
  wish: { actor: Known; asked: Asked },
): Promise<string | undefined> {
  if (!isOpen(pullRequest) || pullRequest.isQueued) return undefined
  const present = await presentOf(forge, pullRequest).catch(error => {
    if (error instanceof SourceMoved) return undefined
    throw error
  })
  if (!present?.rules.some(({ kind }) => kind === 'allow_auto_merge_when_builds_pass')) return undefined
  const { failed, blocks, facts } = await verdictOn(forge, present)
  const onlyBuilds = failed.every(({ kind }) => kind === 'require_passing_builds_to_merge')
  if (!blocks || !onlyBuilds || facts.builds.failed > 0) return undefined
  return (await join(forge, pullRequest, { ...wish, mode: 'builds' })).uuid
}
