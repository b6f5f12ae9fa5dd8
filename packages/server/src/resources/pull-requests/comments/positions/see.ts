import { NotFound } from '@pail/failures'
import { isRepoPath, type Oid, refName } from '@pail/git'
import type { Forge } from '../../../../kernel/forge.ts'
import type { Inline } from '../../../commits/comments/inline.ts'
import type { PullRequest } from '../../pull-request.ts'
import { linesOf, type Moment, meant, type Origin, type Place, startOf } from './place.ts'
import { areThere } from './trace.ts'

type Shown = Pick<PullRequest, 'id' | 'repository' | 'source' | 'destination'>

/** The ref that keeps what was commented on, whatever becomes of the branch that it was on. */
const seenRef = ({ id }: { id: number }, oid: Oid) => refName(`refs/pull-requests/${id}/seen/${oid}`)

/** What the pull request compares at present; the destination itself where both sides have nothing in common. */
export async function momentOf({ git }: Forge, { repository, source, destination }: Shown): Promise<Moment> {
  const sides = [source.hash, destination.hash] as const
  // A destination that was deleted long ago may be gone.
  const base = (await areThere(git, repository.uuid, sides)) ? await git.mergeBase(repository.uuid, ...sides) : null
  return { source: source.hash, base: base ?? destination.hash }
}

/** The place of a new comment, with what its author saw. */
export async function see(forge: Forge, pullRequest: Shown, input: Inline): Promise<Place> {
  const inline = meant(input)
  const { source, base } = await momentOf(forge, pullRequest)
  const oldPath = inline.from === null ? null : await oldPathOf(forge, pullRequest, { inline, source, base })
  const seen = { inline, oldPath, source, destination: pullRequest.destination.hash, base, context: null }
  const origin: Origin = { ...seen, context: await contextOf(forge, pullRequest, seen) }
  return { inline, isOutdated: false, origin, source, base }
}

/** Keeps the commit that a comment is on from being tidied away after the branch was rewritten. */
export async function keepSeen({ git }: Forge, pullRequest: Shown, { source }: Moment): Promise<void> {
  const change = { ref: seenRef(pullRequest, source), old: null, new: source }
  // Where somebody has kept it already there is nothing to be done.
  await git.updateRefs(pullRequest.repository.uuid, { changes: [change], atomic: true })
}

async function oldPathOf({ git }: Forge, { repository }: Shown, at: { inline: Inline } & Moment) {
  if (!(await areThere(git, repository.uuid, [at.base, at.source]))) return null
  const changes = await git.diffstat(repository.uuid, { from: at.base, to: at.source })
  const change = changes.find(one => one.status === 'renamed' && one.new?.path === at.inline.path)
  return change?.old?.path ?? null
}

const MAX_FILE_BYTES = 2 ** 20
const MAX_CONTEXT = 2000

/** The lines in question, as much of them as is worth keeping. */
async function contextOf({ git }: Forge, { repository }: Shown, origin: Origin): Promise<string | null> {
  const { commit, path } = startOf(origin)
  const lines = linesOf(origin.inline)
  if (!lines || !isRepoPath(path)) return null
  const range = { first: 0, last: MAX_FILE_BYTES - 1 }
  const file = await git.file(repository.uuid, commit, path, { range }).catch(ifMissing)
  if (!file) return null
  const text = Buffer.concat(await Array.fromAsync(file.content as AsyncIterable<Buffer>)).toString()
  const said = text.split('\n').slice(lines.first - 1, lines.last)
  return said.join('\n').replaceAll('\0', '\uFFFD').slice(0, MAX_CONTEXT).toWellFormed()
}

function ifMissing(error: unknown): undefined {
  if (!(error instanceof NotFound)) throw error
}
