import { Failure, Unauthenticated } from '@pail/failures'
import { neededFor } from '../auth/permissions.ts'
import type { Actor, Known } from '../kernel/actor.ts'
import { LacksScope } from '../kernel/failure.ts'
import type { Forge } from '../kernel/forge.ts'
import { identityOf } from '../kernel/rate/identity.ts'
import { spend } from '../kernel/rate/spend.ts'
import { needs, suffices } from '../kernel/scopes.ts'
import { repositoryRules } from '../resources/refs/landing/repository-rules.ts'
import type { Reached } from '../resources/repositories/reach.ts'
import type { Repository } from '../resources/repositories/repository.ts'
import { reach } from '../resources/repositories/target.ts'
import type { Opened, PushRules, Wish } from './gate.ts'
import { invitations } from './invitations.ts'

const NEEDS = {
  read: needs(['repository', 'read:repository:bitbucket']),
  write: needs(['repository:write', 'write:repository:bitbucket']),
}

/** Seen, and yet not for pushing to. */
export class Denied extends Error {
  override message = 'Access denied. You must have write or admin access.'
}

/** Who stands at a door. */
export interface Comer {
  actor: Actor
  /** Asks again who it is: nobody, or a refusal, when the credential is not good any more. */
  again(): Promise<Actor>
}

/** Where somebody was let in, and what they are there. */
export interface Admitted extends Comer, Reached {}

/** Lets in whoever may do this much, whichever door they stand at; a refusal is thrown. */
export async function admit(forge: Forge, { actor, again }: Comer, wish: Wish): Promise<Admitted> {
  const { grade, workspace, repository: slug, address = '' } = wish
  await spend(forge, 'git', identityOf(actor, address))
  if (actor && !suffices(actor.credential.granted, NEEDS[grade]))
    throw new LacksScope(actor.credential.scopes, actor.credential.granted, NEEDS[grade])
  if (!actor && grade === 'write') throw new Unauthenticated('Authentication is required to push.')
  const params = { workspace, repo_slug: slug }
  const reached = await reach({ db: forge.database.reader, actor, params }, 'read')
  if (reached.rank < neededFor(grade)) throw new Denied()
  return { ...reached, actor, again }
}

/** The same for Git, with what a push may do. */
export async function enter(forge: Forge, comer: Comer, wish: Wish): Promise<Opened> {
  const { repository, actor, again } = await admit(forge, comer, wish)
  const push = wish.grade === 'write' && {
    push: rules(forge, { repository, actor: actor as Known, again }, wish.origin),
  }
  return { storage: repository.uuid, ...push }
}

interface Pusher extends Comer {
  repository: Repository
  actor: Known
}

function rules(forge: Forge, pusher: Pusher, origin: string): PushRules {
  const usual = repositoryRules(forge, pusher)
  return {
    ...usual,
    admit: async (updates, facts) => {
      const reason = await whyNoLonger(forge, pusher)
      return reason === undefined ? usual.admit(updates, facts) : [{ ref: updates[0]!.ref, reason }]
    },
    words: results => invitations(forge, { ...pusher, origin }, results),
  }
}

/**
 * A pack may take its time: its credential can have ended meanwhile, and what its sender may do have changed. Says why,
 * if somebody who was let in to write may not any more.
 */
export async function whyNoLonger(
  { database }: Forge,
  { repository, again }: Pick<Admitted, 'repository' | 'again'>,
): Promise<string | undefined> {
  try {
    const actor = await again()
    if (!actor) return 'The key opens nothing any more.'
    const params = { workspace: '{}', repo_slug: repository.uuid }
    const { rank } = await reach({ db: database.reader, actor, params }, 'read')
    return rank < neededFor('write') ? new Denied().message : undefined
  } catch (error) {
    if (error instanceof Failure) return error.message
    throw error
  }
}
