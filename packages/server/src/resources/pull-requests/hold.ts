import { Conflict, Unavailable } from '@pail/failures'
import { type Oid, refName } from '@pail/git'
import type { Forge } from '../../kernel/forge.ts'
import { tipOf } from '../refs/tip.ts'
import { fromRef, type PullRequest, toRef } from './pull-request.ts'

const MOST_TRIES = 3

/** A commit of a branch, and where it is. */
interface Held {
  storage: string
  oid: Oid
}

/**
 * Makes the commits of the source part of the destination, where the hidden ref of the pull request holds them. Does
 * nothing when they are there already, so that whatever was interrupted can be done again.
 */
export async function holdSource(forge: Forge, pullRequest: Place, { storage, oid }: Held): Promise<void> {
  const ref = refName(fromRef(pullRequest))
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const old = (await tipOf(forge, pullRequest.repository.uuid, ref)) ?? null
    if (old === oid) return
    const brought = forge.git.bring(pullRequest.repository.uuid, { from: storage, oid, ref, old })
    const isLate = await brought.then(() => false, unlessMoved)
    if (!isLate) return
  }
  throw new Unavailable('The pull request is being changed; try again.')
}

/** Lets a hidden ref hold what the destination was, which may be rewritten later. */
export const holdDestination = (forge: Forge, pullRequest: PullRequest): Promise<void> =>
  name(forge, pullRequest, toRef(pullRequest), pullRequest.destination.hash)

/** Of a pull request that did not come to be nothing is held. */
export const release = (forge: Forge, pullRequest: Place): Promise<void> =>
  name(forge, pullRequest, fromRef(pullRequest), null)

type Place = Pick<PullRequest, 'repository' | 'id'>

async function name(forge: Forge, { repository }: Place, hidden: string, oid: Oid | null): Promise<void> {
  const ref = refName(hidden)
  const old = (await tipOf(forge, repository.uuid, ref)) ?? null
  if (old !== oid) await forge.git.updateRefs(repository.uuid, { changes: [{ ref, old, new: oid }], atomic: true })
}

function unlessMoved(failure: unknown): true {
  if (failure instanceof Conflict) return true
  throw failure
}
