import { Conflict, Forbidden, Unavailable } from '@pail/failures'
import { ATOMIC_FAILURE, type RefChange } from '@pail/git'
import type { GitNode, ProposedUpdate, Received, UpdateResult } from '@pail/git-node'
import type { Forge } from '../../../kernel/forge.ts'
import { decide, FAILED, type Outcome, type Pending, pendingIn, tipsOf } from './decide.ts'
import { repositoryRules, type Who } from './repository-rules.ts'

/**
 * Makes what was written real, as a push of it would: all of it or nothing. `Conflict` when a ref has moved meanwhile,
 * `Forbidden` when policy is against it.
 */
export async function land(forge: Forge, who: Who, written: Received): Promise<UpdateResult[]> {
  const whole = { ...written, capabilities: [...written.capabilities, 'atomic'] }
  return done(await decide(pendingIn(forge.git, who.repository.uuid, whole), repositoryRules(forge, who)))
}

/** The same for branches that are to name commits which are there already, and for refs that are to go. */
export async function move(forge: Forge, who: Who, changes: readonly RefChange[]): Promise<UpdateResult[]> {
  const storage = who.repository.uuid
  const [{ head }, ...updates] = await Promise.all([
    forge.git.refs(storage),
    ...changes.map(change => proposed(forge.git, storage, change)),
  ])
  const pending: Pending = {
    updates,
    facts: { head, atomic: true, options: [] },
    move: open => forge.git.updateRefs(storage, { changes: open, atomic: true }),
    tips: () => tipsOf(forge.git, storage),
    drop: async () => {},
  }
  return done(await decide(pending, repositoryRules(forge, who)))
}

async function proposed(git: GitNode, storage: string, change: RefChange): Promise<ProposedUpdate> {
  const { old, new: to } = change
  const forced = old !== null && to !== null && old !== to && !(await git.isAncestor(storage, old, to))
  return { ...change, forced, kind: to === null ? null : 'commit', peeled: null }
}

function done({ results, refusals: [refusal] }: Outcome): UpdateResult[] {
  if (refusal) throw refusal.failure ?? new Forbidden(refusal.reason)
  const stuck = results.filter(({ reason }) => reason)
  // Of several, one is the cause and the others only went with it.
  const cause = stuck.find(({ reason }) => reason !== ATOMIC_FAILURE) ?? stuck[0]
  if (cause?.reason === FAILED) throw new Unavailable('The server failed; try again.')
  if (cause) throw new Conflict(`${cause.ref}: ${cause.reason}`, { data: { ref: cause.ref } })
  return results
}
