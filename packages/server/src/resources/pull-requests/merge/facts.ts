import type { Forge } from '../../../kernel/forge.ts'
import type { MergeFacts } from '../../branch-restrictions/merge-checks.ts'
import type { Kind } from '../../branch-restrictions/restriction.ts'
import { countBuilds } from '../../commit-statuses/store.ts'
import { effectiveReviewers } from '../../default-reviewers/effective.ts'
import { countAmong } from '../../review-groups/store.ts'
import { countUnresolved } from '../comments/store.ts'
import { countUnmerged } from '../dependencies/store.ts'
import { wordsOn } from './approvals.ts'
import { missingOwnersOf } from './owners.ts'
import type { Present } from './present.ts'

const NONE = { successful: 0, failed: 0, inProgress: 0 }

/** What the rules of the destination ask about; of anything else nothing is read. */
export async function factsOf(forge: Forge, present: Present): Promise<MergeFacts> {
  const { pullRequest, rules } = present
  const { reader } = forge.database
  const asked = new Set<Kind>(rules.map(({ kind }) => kind))
  const when = <T>(kind: Kind, read: () => Promise<T>, otherwise: T) => (asked.has(kind) ? read() : otherwise)
  const { approvers, objectors } = await wordsOn(reader, pullRequest)
  return {
    approvals: approvers.length,
    defaultReviewerApprovals: await when(
      'require_default_reviewer_approvals_to_merge',
      () => fromDefaultReviewers(forge, present, approvers),
      0,
    ),
    reviewGroupApprovals: await when(
      'require_review_group_approvals_to_merge',
      () => countAmong(reader, pullRequest.repository, approvers),
      0,
    ),
    changesRequested: objectors.length,
    openTasks: pullRequest.taskCount,
    unresolvedComments: await when('require_all_comments_resolved', () => countUnresolved(reader, pullRequest), 0),
    builds: await when('require_passing_builds_to_merge', () => buildsOf(forge, present), NONE),
    commitsBehind: await when('require_commits_behind', () => behind(forge, present), 0),
    unmergedDependencies: await when('require_all_dependencies_merged', () => countUnmerged(reader, pullRequest), 0),
    missingOwners: await missingOwnersOf(forge, present, approvers),
  }
}

async function fromDefaultReviewers(
  { database }: Forge,
  { pullRequest }: Present,
  approvers: readonly string[],
): Promise<number> {
  const reviewers = await effectiveReviewers(database.reader, pullRequest.repository)
  return reviewers.filter(({ user }) => approvers.includes(user.uuid)).length
}

const buildsOf = ({ database }: Forge, { pullRequest: { repository, source } }: Present) =>
  countBuilds(database.reader, { repository, hash: source.hash }, source.branch)

async function behind({ git }: Forge, { pullRequest, ours, theirs }: Present): Promise<number> {
  return (await git.aheadBehind(pullRequest.repository.uuid, theirs, ours)).behind
}
