import { view } from '../../../kernel/view.ts'
import type { PullRequest } from '../../pull-requests/pull-request.ts'
import { pullRequestView } from '../../pull-requests/view.ts'
import { marked } from '../marks.ts'
import type { Marked } from '../page.ts'

export const foundPullRequestView = view<Marked<PullRequest>>(
  'found_pullrequest',
  { ...pullRequestView.members, ...marked() },
  'pullrequest',
)
