import { isTaken } from '@pail/db'
import { Conflict, Forbidden, invalid } from '@pail/failures'
import { neededFor } from '../../auth/permissions.ts'
import type { Db } from '../../db/tables/index.ts'
import type { Known } from '../../kernel/actor.ts'
import { now } from '../../kernel/clock.ts'
import type { Forge } from '../../kernel/forge.ts'
import { tipIn } from '../refs/tip.ts'
import { noteUpdate } from './activity.ts'
import { announce } from './announce.ts'
import { differences } from './differences.ts'
import { indexCommits } from './indexing.ts'
import { descriptionIn, type PullRequestChange } from './input.ts'
import { seekRunning } from './merge/store.ts'
import * as participants from './participants.ts'
import { asTitle, type Destination, isOpen, type PullRequest } from './pull-request.ts'
import { reviewersIn } from './reviewers.ts'
import { refuseNothing } from './sides.ts'
import { alreadyClosed } from './state.ts'
import * as store from './store.ts'

/** Who asks, with what rank in the repository of the destination. */
interface Whoever {
  actor: Known
  rank: number
}

/** The author may, and whoever may write to the destination. */
export const mayChange = ({ actor, rank }: Whoever, { authorUuid }: PullRequest): boolean =>
  authorUuid === actor.uuid || rank >= neededFor('write')

export function refuseChange(who: Whoever, pullRequest: PullRequest): void {
  if (!mayChange(who, pullRequest))
    throw new Forbidden('Access denied. You must be the author or have write or admin access.')
}

/** Changes what the body names, while it is open. */
export async function changePullRequest(
  { forge, actor }: { forge: Forge; actor: Known },
  pullRequest: PullRequest,
  change: PullRequestChange,
): Promise<PullRequest> {
  if (!isOpen(pullRequest)) throw alreadyClosed()
  const branch = change.source?.branch?.name
  if (branch !== undefined && branch !== pullRequest.source.branch) throw invalid('source', 'This cannot be changed.')
  const [destination, reviewers] = await Promise.all([
    destinationIn(forge, pullRequest, change),
    reviewersOf(forge, pullRequest, change),
  ])
  const wanted = { ...change, destination, reviewers }
  const after = await forge.database.transact(tx => save(tx, pullRequest, actor, wanted)).catch(unlessOpen)
  if (destination) await indexCommits(forge, after)
  return after
}

interface Wanted extends Omit<PullRequestChange, 'destination' | 'reviewers'> {
  destination: Destination | undefined
  reviewers: string[] | undefined
}

async function save(tx: Db, { repository, id }: PullRequest, actor: Known, wanted: Wanted): Promise<PullRequest> {
  const before = await store.findToChange(tx, { repository, id })
  if (!isOpen(before)) throw alreadyClosed()
  if (wanted.destination && (await seekRunning(tx, before))?.planned)
    throw new Conflict('The pull request is being merged already.')
  const after = { ...changed(before, wanted), updatedOn: now() }
  const reviewing = wanted.reviewers && (await participants.setReviewers(tx, before, wanted.reviewers))
  const changes = differences(before, after, reviewing)
  if (Object.keys(changes).length === 0) return before
  await store.save(tx, after)
  await noteUpdate(tx, after, actor.uuid, changes)
  await announce(tx, 'pullrequest:updated', after, {
    actor: actor.uuid,
    date: after.updatedOn,
    changes: Object.keys(changes),
    ...(reviewing && { reviewers_added: reviewing.added }),
  })
  return after
}

/** What is not named stays. */
const changed = (before: PullRequest, wanted: Wanted): PullRequest => ({
  ...before,
  title: wanted.title === undefined ? before.title : asTitle(wanted.title),
  description: descriptionIn(wanted) ?? before.description,
  isDraft: wanted.draft ?? before.isDraft,
  closesSourceBranch: wanted.close_source_branch ?? before.closesSourceBranch,
  destination: wanted.destination ?? before.destination,
})

async function destinationIn(
  forge: Forge,
  { repository, source, destination }: PullRequest,
  change: PullRequestChange,
): Promise<Destination | undefined> {
  const branch = change.destination?.branch?.name
  if (branch === undefined || branch === destination.branch) return undefined
  const hash = await tipIn(forge, repository.uuid, branch)
  if (!hash) throw invalid('destination', `branch not found: ${branch}`)
  await refuseNothing(forge, { repository, ...source }, { repository, branch, hash })
  return { branch, hash }
}

async function reviewersOf(forge: Forge, pullRequest: PullRequest, { reviewers }: PullRequestChange) {
  if (reviewers === undefined) return undefined
  const { repository, authorUuid } = pullRequest
  const db = forge.database.reader
  const present = (await participants.list(db, pullRequest)).filter(one => one.role === 'REVIEWER')
  return reviewersIn(db, reviewers, { repository, authorUuid, present: present.map(one => one.userUuid) })
}

function unlessOpen(error: unknown): never {
  throw isTaken(error) ? invalid('destination', 'A pull request from the same branch is open there already.') : error
}
