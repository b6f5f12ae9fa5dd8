import type { Reaction } from '../../kernel/events.ts'
import { followBranches, followLines } from './comments/follow.ts'
import { keepEnd } from './end.ts'
import { followPush } from './follow/follow.ts'
import { linkCommits } from './indexing.ts'
import { lookAgain } from './merge/mergeability.ts'
import { settlePlanned } from './merge/settle.ts'
import { prepareSoon } from './prepare.ts'
import { nudgeQueues } from './queue/nudge.ts'

/** One after the other. */
const inTurn =
  (...reactions: readonly Reaction[]): Reaction =>
  async (happening, forge) => {
    for (const react of reactions) await react(happening, forge)
  }

/** What pull requests do about what happens. */
export const reactions: Readonly<Record<string, Reaction>> = {
  // A merge that is known to be one is not taken for somebody's push.
  'repo:push': inTurn(settlePlanned, followPush, followBranches, lookAgain, nudgeQueues),
  'repo:commit_status_created': nudgeQueues,
  'repo:commit_status_updated': nudgeQueues,
  'pullrequest:created': inTurn(linkCommits, prepareSoon, lookAgain),
  'pullrequest:updated': inTurn(linkCommits, followLines, prepareSoon, lookAgain, nudgeQueues),
  'pullrequest:fulfilled': keepEnd,
  'pullrequest:rejected': inTurn(keepEnd, nudgeQueues),
  'pullrequest:superseded': inTurn(keepEnd, nudgeQueues),
}
