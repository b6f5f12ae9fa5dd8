import { type Invalid, invalid } from '@pail/failures'
import { type Oid, type RefName, refName } from '@pail/git'
import type { Forge } from '../../../kernel/forge.ts'
import type { Restriction } from '../../branch-restrictions/restriction.ts'
import { rulesFor } from '../../branch-restrictions/rules.ts'
import { tipIn } from '../../refs/tip.ts'
import type { PullRequest } from '../pull-request.ts'

/** A pull request with what both its branches are at this moment. */
export interface Present {
  pullRequest: PullRequest
  ref: RefName
  /** The tip of the destination. */
  ours: Oid
  /** The tip of the source that was reviewed, which the destination's repository holds. */
  theirs: Oid
  rules: readonly Restriction[]
}

/** What would be merged into what now, and under which rules. */
export async function presentOf({ git, database }: Forge, pullRequest: PullRequest): Promise<Present> {
  const { repository, destination, source } = pullRequest
  const ref = refName(`refs/heads/${destination.branch}`)
  const { refs } = await git.refs(repository.uuid)
  const tip = refs.find(({ name }) => name === ref)
  if (!tip) throw gone('destination', destination.branch)
  const branches = new Set(refs.map(({ name }) => name as string))
  const isThere = (branch: string) => branches.has(`refs/heads/${branch}`)
  const rules = await rulesFor(database.reader, repository, destination.branch, isThere)
  await refuseMoved({ git }, pullRequest)
  return { pullRequest, ref, ours: tip.oid, theirs: source.hash, rules }
}

/** What is merged is what was reviewed: a source that has moved since, or is gone, is not merged. */
async function refuseMoved({ git }: Pick<Forge, 'git'>, { source }: PullRequest): Promise<void> {
  if (source.repositoryUuid === null) throw gone('source', source.branch)
  const tip = await tipIn({ git }, source.repositoryUuid, source.branch)
  if (!tip) throw gone('source', source.branch)
  if (tip !== source.hash) throw new SourceMoved(source.branch)
}

/** The push of it has not been worked through yet; trying again in a moment helps. */
export class SourceMoved extends Error {
  constructor(branch: string) {
    super(`The branch ${branch} has moved`)
  }
}

function gone(side: 'source' | 'destination', branch: string): Invalid {
  const complaint = `branch not found: ${branch}`
  return invalid(side, complaint)
}
