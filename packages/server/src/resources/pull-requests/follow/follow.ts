import type { Reaction } from '../../../kernel/events.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { isOpen, type PullRequest } from '../pull-request.ts'
import { seek } from '../store.ts'
import { followDestination } from './destination.ts'
import { openFrom, openInto } from './open.ts'
import { followSource } from './source.ts'

interface Push {
  repository: string
  actor: string
  changes: readonly { ref: string; new: string | null }[]
}

const BRANCH = 'refs/heads/'

/**
 * Lets open pull requests follow the branches that a push moved. What counts is where the branches are now: handing a
 * push over again, or late, changes nothing that is right already.
 */
export const followPush: Reaction = async ({ payload }, forge) => {
  const { repository, actor, changes } = payload as unknown as Push
  const db = forge.database.reader
  const branches = changes
    .filter(({ ref, new: to }) => to !== null && ref.startsWith(BRANCH))
    .map(({ ref }) => ({ repository, branch: ref.slice(BRANCH.length) }))
  for (const branch of branches)
    for (const pullRequest of await openFrom(db, branch)) await followSource(forge, pullRequest, actor)
  for (const branch of branches) await followDestination(forge, await openInto(db, branch), actor)
}

/** The same for one whose branches may have moved while it was made. */
export async function follow(forge: Forge, pullRequest: PullRequest, actor: string): Promise<PullRequest> {
  const followed = await followSource(forge, pullRequest, actor)
  if (isOpen(followed)) await followDestination(forge, [followed], actor)
  return (await seek(forge.database.reader, followed.repository, followed.id)) ?? followed
}
