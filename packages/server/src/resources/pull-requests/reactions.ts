import type { Reaction } from '../../kernel/events.ts'
import { keepEnd } from './end.ts'
import { followPush } from './follow/follow.ts'
import { linkCommits } from './indexing.ts'

/** What pull requests do about what happens. */
export const reactions: Readonly<Record<string, Reaction>> = {
  'repo:push': followPush,
  'pullrequest:created': linkCommits,
  'pullrequest:updated': linkCommits,
  'pullrequest:fulfilled': keepEnd,
  'pullrequest:rejected': keepEnd,
  'pullrequest:superseded': keepEnd,
}
