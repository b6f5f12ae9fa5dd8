import { NotFound, Unauthenticated } from '@pail/failures'
import type { UpdateResult } from '@pail/git-node'
import { authenticate } from '../auth/authenticate.ts'
import { neededFor } from '../auth/permissions.ts'
import type { Known } from '../kernel/actor.ts'
import { LacksScope, Moved } from '../kernel/failure.ts'
import type { Forge } from '../kernel/forge.ts'
import { links } from '../kernel/links.ts'
import { needs, suffices } from '../kernel/scopes.ts'
import { siteOf } from '../kernel/site.ts'
import { repositoryRules } from '../resources/refs/landing/repository-rules.ts'
import { fullName, type Repository } from '../resources/repositories/repository.ts'
import { reach } from '../resources/repositories/target.ts'
import type { Ask, Gate, Opened, PushRules, Refused } from './gate.ts'

const NEEDS = {
  read: needs(['repository', 'read:repository:bitbucket']),
  write: needs(['repository:write', 'write:repository:bitbucket']),
}

/** The same credentials, permissions and scopes as over the API, for Git. */
export const repositoryGate = (forge: Forge): Gate => ({
  open: ask => open(forge, ask).catch(failure => refusal(failure, ask)),
})

async function open(forge: Forge, ask: Ask): Promise<Opened> {
  const db = forge.database.reader
  const actor = await authenticate(db, ask.authorization, 'any username')
  if (actor && !suffices(actor.credential.granted, NEEDS[ask.grade]))
    throw new LacksScope(actor.credential.scopes, actor.credential.granted, NEEDS[ask.grade])
  if (!actor && ask.grade === 'write') throw new Unauthenticated('Authentication is required to push.')
  const params = { workspace: ask.workspace, repo_slug: ask.repository }
  const { repository, rank } = await reach({ db, actor, params }, 'read').catch(failure => {
    // Anonymous callers are asked who they are, whether or not there is anything to be hidden.
    throw failure instanceof NotFound && !actor ? new Unauthenticated('Authentication is required.') : failure
  })
  if (rank < neededFor(ask.grade)) throw new Denied()
  return {
    storage: repository.uuid,
    ...(ask.grade === 'write' && { push: rules(forge, repository, actor as Known, ask.origin) }),
  }
}

class Denied extends Error {
  override message = 'Access denied. You must have write or admin access.'
}

function refusal(failure: unknown, { workspace, repository }: Ask): Refused {
  if (failure instanceof Moved) {
    const to = { workspace, repo_slug: repository, ...failure.to }
    return { status: 301, message: 'This repository has moved.', location: `/${to.workspace}/${to.repo_slug}` }
  }
  if (failure instanceof Unauthenticated) return { status: 401, message: failure.message }
  if (failure instanceof NotFound) return { status: 404, message: failure.message }
  if (failure instanceof LacksScope || failure instanceof Denied) return { status: 403, message: failure.message }
  throw failure
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
