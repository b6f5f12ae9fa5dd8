import { Unauthenticated } from '@pail/failures'
import type { UpdateResult } from '@pail/git-node'
import { neededFor } from '../auth/permissions.ts'
import type { Actor, Known } from '../kernel/actor.ts'
import { LacksScope } from '../kernel/failure.ts'
import type { Forge } from '../kernel/forge.ts'
import { links } from '../kernel/links.ts'
import { identityOf } from '../kernel/rate/identity.ts'
import { spend } from '../kernel/rate/spend.ts'
import { needs, suffices } from '../kernel/scopes.ts'
import { siteOf } from '../kernel/site.ts'
import { repositoryRules } from '../resources/refs/landing/repository-rules.ts'
import { fullName, type Repository } from '../resources/repositories/repository.ts'
import { reach } from '../resources/repositories/target.ts'
import type { Opened, PushRules, Wish } from './gate.ts'

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
    words: async results => invitations(forge, repository, origin, results),
  }
}

const BRANCH = 'refs/heads/'
const MOST_INVITATIONS = 5

/** The lines from which tools take the address for a new pull request. */
function invitations(forge: Forge, repository: Repository, origin: string, results: readonly UpdateResult[]): string[] {
  const branches = results
    .filter(({ ref, new: to, reason }) => ref.startsWith(BRANCH) && to !== null && reason === undefined)
    .map(({ ref }) => ref.slice(BRANCH.length))
    .filter(branch => repository.mainBranch !== null && branch !== repository.mainBranch)
  const site = siteOf(forge.config, origin)
  return branches
    .slice(0, MOST_INVITATIONS)
    .flatMap(branch => [
      '',
      `Create pull request for ${branch}:`,
      `  ${links.createPullRequest(site, fullName(repository), branch)}`,
      '',
    ])
}
