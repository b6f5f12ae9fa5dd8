import type { Oid } from '@pail/git'
import type { Happening } from '../../../kernel/events.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { openInto } from '../follow/open.ts'
import type { PullRequest } from '../pull-request.ts'
import { findToChange, seek } from '../store.ts'
import * as placed from './placed.ts'
import type { Fate } from './positions/carry.ts'
import { type Moment, type Origin, placeAt, startOf } from './positions/place.ts'
import { momentOf } from './positions/see.ts'
import { fatesOf, type Way } from './positions/trace.ts'

/** When what a pull request compares has changed, its comments go where the lines went that they are about. */
export async function followLines({ payload }: Happening, forge: Forge): Promise<void> {
  const repository = { uuid: payload.repository as string }
  const pullRequest = await seek(forge.database.reader, repository, payload.pull_request as number)
  if (pullRequest) await follow(forge, pullRequest)
}

/** The same where a push moved destinations: the old side, what both have in common, may be more now. */
export async function followBranches({ payload }: Happening, forge: Forge): Promise<void> {
  const { repository, changes } = payload as { repository: string; changes: readonly { ref: string }[] }
  for (const { ref } of changes.filter(change => change.ref.startsWith(BRANCH))) {
    const branch = { repository, branch: ref.slice(BRANCH.length) }
    const all = await openInto(forge.database.reader, branch)
    for (const pullRequest of await placed.onOldSide(forge.database.reader, all)) await follow(forge, pullRequest)
  }
}

const BRANCH = 'refs/heads/'

/** The same for one pull request. Every place follows from what its author saw, so that it is no matter how often. */
export async function follow(forge: Forge, pullRequest: PullRequest): Promise<void> {
  const all = await placed.list(forge.database.reader, pullRequest)
  if (all.length === 0) return
  const moment = await momentOf(forge, pullRequest)
  const late = all.filter(({ place }) => place.source !== moment.source || place.base !== moment.base)
  if (late.length === 0) return
  const fates = await fatesOfAll(
    forge,
    pullRequest,
    late.map(one => one.place.origin),
    moment,
  )
  const places = late.map(({ id, place: { origin } }) => ({
    id,
    place: placeAt(origin, fates.get(wayOf(origin, moment))!.get(startOf(origin).path)!, moment),
  }))
  await forge.database.transact(async tx => {
    const { source, destination } = await findToChange(tx, pullRequest)
    // Whoever changed it since lets the comments follow once more.
    if (source.hash === pullRequest.source.hash && destination.hash === pullRequest.destination.hash)
      await placed.save(tx, places)
  })
}

/** Where a comment's place has to be followed to; one name for all that have the same way. */
const wayOf = (origin: Origin, { source, base }: Moment): string => {
  const { isOld, commit } = startOf(origin)
  return `${commit} ${isOld ? base : source}`
}

/** What became of all files, with as many questions to git as there are ways. */
async function fatesOfAll(
  forge: Forge,
  { repository }: PullRequest,
  origins: readonly Origin[],
  moment: Moment,
): Promise<Map<string, ReadonlyMap<string, Fate>>> {
  const paths = new Map<string, Set<string>>()
  for (const origin of origins) {
    const way = wayOf(origin, moment)
    paths.set(way, (paths.get(way) ?? new Set()).add(startOf(origin).path))
  }
  const fates = new Map<string, ReadonlyMap<string, Fate>>()
  for (const [name, files] of paths) {
    const [from, to] = name.split(' ') as [Oid, Oid]
    const way: Way = { storage: repository.uuid, from, to }
    fates.set(name, await fatesOf(forge.git, way, files))
  }
  return fates
}
