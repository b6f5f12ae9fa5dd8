import { Conflict, TooLarge } from '@pail/failures'
import { isRepoPath, type Oid, type RepoPath } from '@pail/git'
import type { FileMode } from '@pail/git-node'
import type { Forge } from '../../../../kernel/forge.ts'
import type { Repository } from '../../../repositories/repository.ts'
import type { Comment } from '../comment.ts'
import type { Lines } from '../positions/carry.ts'
import { linesOf, type Place, placeAt, startOf } from '../positions/place.ts'
import { fatesOf } from '../positions/trace.ts'

interface Where {
  comment: Comment
  /** The source's. */
  repository: Repository
  signal: AbortSignal
}

/** Where the lines are on the branch as it is now, be it further than the pull request knows. */
export async function placeOn(
  forge: Forge,
  { comment, repository }: Where,
  tip: Oid,
): Promise<{ path: RepoPath; lines: Lines }> {
  const { pullRequest } = comment
  const { origin, base } = comment.place as Place
  const { path } = startOf(origin)
  const storage = pullRequest.repository.uuid
  const other = repository.uuid === storage ? {} : { other: repository.uuid }
  const fates = await fatesOf(forge.git, { storage, ...other, from: origin.source, to: tip }, new Set([path]))
  const { inline, isOutdated } = placeAt(origin, fates.get(path)!, { source: tip, base })
  const lines = linesOf(inline)
  if (isOutdated || !lines || !isRepoPath(inline.path)) throw outdated()
  return { path: inline.path, lines }
}

export const outdated = () => new Conflict('The lines that this suggestion is about have changed since.')

/** Larger files are not written by lines. */
const MAX_FILE_BYTES = 16 * 2 ** 20

export async function readFile(
  { git }: Forge,
  { repository, signal }: Where,
  { tip, path }: { tip: Oid; path: RepoPath },
): Promise<{ content: Buffer; mode: FileMode }> {
  const entry = await git.entry(repository.uuid, tip, path, { signal })
  if (entry?.type !== 'file') throw outdated()
  if ((entry.size ?? 0) > MAX_FILE_BYTES) throw new TooLarge('Suggestions are not applied to files of this size.')
  const { content } = await git.file(repository.uuid, tip, path, { signal })
  return {
    content: Buffer.concat(await Array.fromAsync(content as AsyncIterable<Buffer>)),
    mode: entry.mode as FileMode,
  }
}
