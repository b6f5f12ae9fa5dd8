import type { Changes } from './activity.ts'
import type { Reviewing } from './participants.ts'
import type { PullRequest } from './pull-request.ts'

/** What is told apart, under the names that activity has for it. */
const TOLD = {
  title: (p: PullRequest) => p.title,
  description: (p: PullRequest) => p.description,
  draft: (p: PullRequest) => p.isDraft,
  close_source_branch: (p: PullRequest) => p.closesSourceBranch,
  source: (p: PullRequest) => p.source,
  destination: (p: PullRequest) => p.destination,
}

/** What one and the other differ in. */
export function differences(before: PullRequest, after: PullRequest, reviewing?: Reviewing): Changes {
  const told = Object.entries(TOLD)
    .map(([name, read]) => [name, { old: read(before), new: read(after) }] as const)
    .filter(([, change]) => JSON.stringify(change.old) !== JSON.stringify(change.new))
  const isReviewed = reviewing && reviewing.added.length + reviewing.removed.length > 0
  return { ...Object.fromEntries(told), ...(isReviewed && { reviewers: reviewing }) }
}
