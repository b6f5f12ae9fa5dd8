import { NotFound, Unauthenticated } from '@pail/failures'
import type { ProposedUpdate, UpdateResult } from '@pail/git-node'
import { authenticate } from '../auth/authenticate.ts'
import { neededFor } from '../auth/permissions.ts'
import type { Known } from '../kernel/actor.ts'
import { LacksScope, Moved } from '../kernel/failure.ts'
import type { Forge } from '../kernel/forge.ts'
import { enqueue } from '../kernel/jobs.ts'
import { links } from '../kernel/links.ts'
import { needs, suffices } from '../kernel/scopes.ts'
import { siteOf } from '../kernel/site.ts'
import { maintain } from '../resources/repositories/jobs.ts'
import { followMainBranch } from '../resources/repositories/main-branch.ts'
import { fullName, type Repository } from '../resources/repositories/repository.ts'
import { reach } from '../resources/repositories/target.ts'
import type { Ask, Gate, Opened, PushFacts, PushRules, Refused } from './gate.ts'
import { settleIntent, writeIntent } from './intents.ts'

const NEEDS = {
  read: needs(['repository', 'read:repository:bitbucket']),
  write: needs(['repository:write', 'write:repository:bitbucket']),
}
/** A repository rests this long after a push before it is tidied. */
const REST_SECONDS = 30

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
  const push = { repository: repository.uuid, actor: actor.uuid }
  return {
    admit: async (updates, facts) => updates.filter(update => deletesMain(update, facts)).map(mainStays),
    intend: updates => writeIntent(forge, push, updates),
    async settle(intent, results) {
      const done = results.filter(({ reason }) => reason === undefined)
      await forge.database.transact(async tx => {
        await settleIntent(tx, intent, push, done)
        if (done.length > 0)
          await enqueue(tx, maintain, { repository: repository.uuid }, { after: REST_SECONDS, key: repository.uuid })
      })
      if (repository.mainBranch === null && done.length > 0) await followMainBranch(forge, repository.uuid)
    },
    words: async results => invitations(forge, repository, origin, results),
  }
}

const deletesMain = (update: ProposedUpdate, { head }: PushFacts) => update.new === null && update.ref === head

const mainStays = ({ ref }: ProposedUpdate) => ({
  ref,
  reason: `Permission denied to delete branch ${ref.replace('refs/heads/', '')}: it is the main branch.`,
})

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
