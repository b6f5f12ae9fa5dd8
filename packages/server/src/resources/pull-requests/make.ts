import { randomUUID } from 'node:crypto'
import { isTaken } from '@pail/db'
import { invalid } from '@pail/failures'
import type { Known } from '../../kernel/actor.ts'
import { now } from '../../kernel/clock.ts'
import type { Forge } from '../../kernel/forge.ts'
import { deletesBranches } from '../branching-model/effective.ts'
import { find as findCommit } from '../commits/revision.ts'
import { noteUpdate } from './activity.ts'
import { announce } from './announce.ts'
import { changePullRequest, mayChange } from './change.ts'
import { follow } from './follow/follow.ts'
import { holdSource, release } from './hold.ts'
import { indexCommits } from './indexing.ts'
import { descriptionIn, type PullRequestBody } from './input.ts'
import { setReviewers } from './participants.ts'
import { asTitle, type PullRequest } from './pull-request.ts'
import { reviewersIn } from './reviewers.ts'
import { type Asking, refuseNothing, sourceRepository, type Tip, tips } from './sides.ts'
import * as store from './store.ts'

/** Opens a pull request; where one is open already between the two branches, that is changed instead. */
export async function makePullRequest(asking: Asking, body: PullRequestBody): Promise<PullRequest> {
  const { forge, actor, on } = asking
  const [source, destination] = await sidesIn(asking, body)
  const between = { repository: on, source: sourceOf(source), destination }
  const open = await store.seekOpen(forge.database.reader, between)
  if (open) return again(asking, open, body)
  const title = asTitle(body.title ?? '')
  await refuseNothing(forge, source, destination)
  const db = forge.database.reader
  const reviewers = await reviewersIn(db, body.reviewers ?? [], { repository: on, authorUuid: actor.uuid })
  const closesSourceBranch = body.close_source_branch ?? (await deletesBranches(db, on))
  const id = await forge.database.transact(tx => store.nextId(tx, on))
  const planned = { ...newPullRequest(actor, { id, title, closesSourceBranch }, body), ...between }
  await holdSource(forge, planned, { storage: source.repository.uuid, oid: source.hash })
  const made = await openPlanned(forge, planned, reviewers)
  if (!made) return makePullRequest(asking, body)
  await indexCommits(forge, made)
  // A push may have come before the row that would have told it where to go.
  return follow(forge, made, actor.uuid)
}

async function openPlanned(forge: Forge, planned: PullRequest, reviewers: string[]): Promise<PullRequest | undefined> {
  try {
    return await forge.database.transact(async tx => {
      const made = await store.create(tx, planned)
      await setReviewers(tx, made, reviewers)
      await noteUpdate(tx, made, made.authorUuid, {})
      await announce(tx, 'pullrequest:created', made, { actor: made.authorUuid, date: made.createdOn })
      return made
    })
  } catch (error) {
    await release(forge, planned)
    if (isTaken(error)) return undefined
    throw error
  }
}

/** Whoever may change it does so by asking for it once more; others are only shown that it is there. */
async function again({ forge, actor, rank }: Asking, open: PullRequest, body: PullRequestBody): Promise<PullRequest> {
  if (!mayChange({ actor, rank }, open)) return open
  const { source: _, destination: __, ...rest } = body
  return changePullRequest({ forge, actor }, open, rest)
}

async function sidesIn(asking: Asking, body: PullRequestBody): Promise<[Tip, Tip]> {
  const { forge, on } = asking
  const branch = body.source?.branch?.name
  if (branch === undefined) throw invalid('source', 'This field is required.')
  const repository = await sourceRepository(asking, body)
  const into = body.destination?.branch?.name ?? on.mainBranch
  if (into === null) throw invalid('destination', 'The repository has no main branch.')
  const [source, destination] = await tips(forge, { repository, branch }, { repository: on, branch: into })
  const hash = body.source?.commit?.hash
  if (hash !== undefined) await refuseCommit(forge, source, hash)
  return [source, destination]
}

/** A commit that is named must be one of the branch's. */
async function refuseCommit(forge: Forge, { repository, hash: tip }: Tip, hash: string): Promise<void> {
  if (tip.startsWith(hash.toLowerCase())) return
  const found = await findCommit(forge, repository, hash).catch(() => undefined)
  if (found && (await forge.git.isAncestor(repository.uuid, found.oid, tip))) return
  throw invalid('source', `commit not found: ${hash}`)
}

const sourceOf = ({ repository, branch, hash }: Tip) => ({ repositoryUuid: repository.uuid, branch, hash })

type Decided = Pick<PullRequest, 'id' | 'title' | 'closesSourceBranch'>

const newPullRequest = (actor: Known, decided: Decided, body: PullRequestBody) => {
  const createdOn = now()
  return {
    ...decided,
    uuid: randomUUID(),
    description: descriptionIn(body) ?? '',
    state: 'OPEN' as const,
    isDraft: body.draft ?? false,
    isQueued: false,
    authorUuid: actor.uuid,
    closedByUuid: null,
    closedOn: null,
    reason: '',
    mergeHash: null,
    commentCount: 0,
    taskCount: 0,
    createdOn,
    updatedOn: createdOn,
  }
}
