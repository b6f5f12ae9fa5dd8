import { Failure } from '@pail/failures'
import type { Mergeability } from '@pail/git-node'
import type { Actor } from '../../../kernel/actor.ts'
import type { Forge } from '../../../kernel/forge.ts'
import type { FailedCheck } from '../../branch-restrictions/merge-checks.ts'
import type { PullRequest } from '../pull-request.ts'
import { CLOSED } from '../state.ts'
import { mergeabilityOf } from './mergeability.ts'
import { presentOf, SourceMoved } from './present.ts'
import { refuseFor, verdictOn } from './refuse-unmet.ts'

/** Whether a pull request can be merged, and why not. */
export interface Checks {
  isMergeable: boolean
  /** Null where there is nothing that could be merged. */
  mergeability: Mergeability | null
  isEnforced: boolean
  failed: readonly FailedCheck[]
  /** What stands in the way besides checks and conflicts; null without such a thing. */
  obstacle: string | null
}

/** All of it at once, for somebody who thinks of merging. */
export async function checksOf(
  forge: Forge,
  pullRequest: PullRequest,
  { actor, signal }: { actor: Actor; signal: AbortSignal },
): Promise<Checks> {
  const nothing = { isMergeable: false, mergeability: null, isEnforced: true, failed: [] }
  if (pullRequest.state !== 'OPEN') return { ...nothing, obstacle: CLOSED }
  try {
    const present = await presentOf(forge, pullRequest)
    const obstacle = await refuseFor(forge, present, actor).then(() => null, messageOf)
    const mergeability = await mergeabilityOf(forge, present, signal)
    const { failed, blocks, isEnforced } = await verdictOn(forge, present)
    const isMergeable = obstacle === null && mergeability === 'clean' && !blocks
    return { isMergeable, mergeability, isEnforced, failed, obstacle }
  } catch (error) {
    if (error instanceof SourceMoved) return { ...nothing, obstacle: error.message }
    return { ...nothing, obstacle: messageOf(error) }
  }
}

function messageOf(error: unknown): string {
  if (error instanceof Failure) return error.message
  throw error
}
