import type { Reaction } from '../../../kernel/events.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { holdDestination } from '../hold.ts'
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
  const touched = changes
    .filter(({ ref }) => ref.startsWith(BRANCH))
    .map(({ ref, new: to }) => ({ repository, branch: ref.slice(BRANCH.length), isGone: to === null }))
  const [gone, there] = [touched.filter(({ isGone }) => isGone), touched.filter(({ isGone }) => !isGone)]
  await inTurn(there, async branch =>
    inTurn(await openFrom(db, branch), pullRequest => followSource(forge, pullRequest, actor)),
  )
  await inTurn(there, async branch => followDestination(forge, await openInto(db, branch), actor))
  // What a pull request is compared with stays, though its branch does not.
  await inTurn(gone, async branch =>
    inTurn(await openInto(db, branch), pullRequest => holdDestination(forge, pullRequest)),
  )
}

/** What fails with one does not keep the others from their turn. */
async function inTurn<T>(all: readonly T[], work: (one: T) => Promise<unknown>): Promise<void> {
  const failures: unknown[] = []
  for (const one of all) await work(one).catch(failure => failures.push(failure))
  if (failures.length > 0) throw new AggregateError(failures, 'Some pull requests could not follow a push')
}

/** The same for one whose branches may have moved while it was made. */
export async function follow(forge: Forge, pullRequest: PullRequest, actor: string): Promise<PullRequest> {
  const followed = await followSource(forge, pullRequest, actor)
  if (isOpen(followed)) await followDestination(forge, [followed], actor)
  return (await seek(forge.database.reader, followed.repository, followed.id)) ?? followed
}
