import { Unauthenticated } from '@pail/failures'
import { neededFor } from '../auth/permissions.ts'
import type { Actor, Known } from '../kernel/actor.ts'
import { LacksScope } from '../kernel/failure.ts'
import type { Forge } from '../kernel/forge.ts'
import { identityOf } from '../kernel/rate/identity.ts'
import { spend } from '../kernel/rate/spend.ts'
import { needs, suffices } from '../kernel/scopes.ts'
import { repositoryRules } from '../resources/refs/landing/repository-rules.ts'
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

/** Lets in whoever may do this much, whichever door they stand at; a refusal is thrown. */
export async function enter(forge: Forge, actor: Actor, wish: Wish): Promise<Opened> {
  const { grade, workspace, repository: slug, address = '' } = wish
  await spend(forge, 'git', identityOf(actor, address))
  if (actor && !suffices(actor.credential.granted, NEEDS[grade]))
    throw new LacksScope(actor.credential.scopes, actor.credential.granted, NEEDS[grade])
  if (!actor && grade === 'write') throw new Unauthenticated('Authentication is required to push.')
  const params = { workspace, repo_slug: slug }
  const { repository, rank } = await reach({ db: forge.database.reader, actor, params }, 'read')
  if (rank < neededFor(grade)) throw new Denied()
  return {
    storage: repository.uuid,
    ...(grade === 'write' && { push: rules(forge, repository, actor as Known, wish.origin) }),
  }
}

function rules(forge: Forge, repository: Repository, actor: Known, origin: string): PushRules {
  return {
    ...repositoryRules(forge, { repository, actor }),
    words: results => invitations(forge, { repository, actor, origin }, results),
  }
}
