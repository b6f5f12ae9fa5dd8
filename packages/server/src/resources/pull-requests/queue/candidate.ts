import { type Oid, type RefChange, refName } from '@pail/git'
import type { Known } from '../../../kernel/actor.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { mayBeDeleted } from '../../branch-restrictions/standing.ts'
import { land, move } from '../../refs/landing/land.ts'
import { tipIn, tipOf } from '../../refs/tip.ts'
import { writtenBy } from '../merge/perform.ts'
import type { Present } from '../merge/present.ts'
import { sourceBranchDeletion } from '../merge/source-branch.ts'
import { isFromFork, type PullRequest } from '../pull-request.ts'
import { type Entry, inTheWay, queueBranch } from './entry.ts'
import * as store from './store.ts'

/** An entry whose turn it is. */
export interface Turn {
  entry: Entry
  actor: Known
  present: Present
}

/** Puts what would come of the merge on a branch of its own, where it is built. */
export async function buildCandidate(forge: Forge, { entry, actor, present }: Turn): Promise<void> {
  const { repository } = present.pullRequest
  const ref = refName(`refs/heads/${queueBranch(present.pullRequest)}`)
  const { refs } = await forge.git.refs(repository.uuid)
  const other = refs.find(({ name }) => isInTheWay(name, ref, present))
  if (other) throw inTheWay(other.name.replace('refs/heads/', ''))
  const old = refs.find(({ name }) => name === ref)?.oid ?? null
  const written = await writtenBy(forge, { merge: entry.merge, actor, present }, { ref, old })
  const hash = written.updates.find(update => update.ref === ref)!.new!
  if (hash === old) await forge.git.discard(repository.uuid, written.quarantine)
  else await land(forge, { repository, actor, through: 'queue' }, written)
  await forge.database.transact(tx => store.build(tx, entry, { hash, base: present.ours }))
}

/** Git holds no branch below another, and what is to be merged is not to be overwritten. */
const isInTheWay = (name: string, ref: string, { pullRequest }: Present): boolean =>
  ref.startsWith(`${name}/`) ||
  name.startsWith(`${ref}/`) ||
  (name === ref && !isFromFork(pullRequest) && name === `refs/heads/${pullRequest.source.branch}`)

/** Whether the queue's branch is what was put there: whatever builds it builds nothing else. */
export const isThere = async (forge: Forge, { pullRequest }: Present, hash: Oid): Promise<boolean> =>
  (await tipIn(forge, pullRequest.repository.uuid, queueBranch(pullRequest))) === hash

/** The destination moves on to what was built; its branch goes, and that of the source where that is wanted. */
export async function landCandidate(forge: Forge, { entry, actor, present }: Turn): Promise<void> {
  const { pullRequest, ref } = present
  const { hash, base } = entry.candidate!
  const source = entry.merge.asked.closesSourceBranch ? await sourceBranchDeletion(forge, present) : []
  const changes = [{ ref, old: base, new: hash }, ...(await queueBranchEnd(forge, pullRequest)), ...source]
  await move(forge, { repository: pullRequest.repository, actor, through: 'merge' }, changes)
}

/** What was built is no more to be merged. */
export async function dropCandidate(forge: Forge, pullRequest: PullRequest, actor: Known): Promise<void> {
  const changes = await queueBranchGone(forge, pullRequest)
  if (changes.length > 0) await move(forge, { repository: pullRequest.repository, actor, through: 'queue' }, changes)
}

/** Together with a merge it goes only where any branch may. */
async function queueBranchEnd(forge: Forge, pullRequest: PullRequest): Promise<RefChange[]> {
  const mayGo = await mayBeDeleted(forge, pullRequest.repository, queueBranch(pullRequest))
  return mayGo ? queueBranchGone(forge, pullRequest) : []
}

async function queueBranchGone(forge: Forge, pullRequest: PullRequest): Promise<RefChange[]> {
  const ref = refName(`refs/heads/${queueBranch(pullRequest)}`)
  const tip = await tipOf(forge, pullRequest.repository.uuid, ref)
  return tip ? [{ ref, old: tip, new: null }] : []
}
