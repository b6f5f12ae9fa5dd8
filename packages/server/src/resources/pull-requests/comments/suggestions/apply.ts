import { Readable } from 'node:stream'
import { Conflict, Invalid, TooLarge } from '@pail/failures'
import { branchRef, isRepoPath, type Oid, type RepoPath } from '@pail/git'
import type { FileMode } from '@pail/git-node'
import type { Known } from '../../../../kernel/actor.ts'
import type { Forge } from '../../../../kernel/forge.ts'
import type { Commit } from '../../../commits/commit.ts'
import { land } from '../../../refs/landing/land.ts'
import type { Repository } from '../../../repositories/repository.ts'
import { Spool } from '../../../source/writing/spool.ts'
import { inTurn } from '../../../source/writing/turn.ts'
import { signatureOf } from '../../../users/signature.ts'
import { find as findUser } from '../../../users/store.ts'
import { tipIn } from '../../sides.ts'
import { alreadyClosed } from '../../state.ts'
import type { Comment } from '../comment.ts'
import type { Lines } from '../positions/carry.ts'
import { linesOf, type Place, placeAt, startOf } from '../positions/place.ts'
import { fatesOf } from '../positions/trace.ts'
import { settleThread } from './settle.ts'
import { messageOf, replaced, type Suggestion, suggestionsIn } from './suggestion.ts'

/** Who applies which of the suggestions in a comment, to which repository. */
export interface Applying {
  comment: Comment
  actor: Known
  /** The source's, to which the caller may write. */
  repository: Repository
  index: number | undefined
  message: string | undefined
  signal: AbortSignal
}

/** Makes a commit on the source branch that puts the suggested lines in the place of those the comment is about. */
export async function applySuggestion(forge: Forge, applying: Applying): Promise<Commit> {
  const { comment, repository } = applying
  const suggestion = chosen(comment, applying.index)
  const { source } = comment.pullRequest
  const oid = await inTurn(`${repository.uuid} ${source.branch}`, async () => {
    const tip = await tipIn(forge, repository.uuid, source.branch)
    if (!tip) throw new Conflict('The source branch is not there any more.')
    return commitTo(forge, applying, { tip, suggestion })
  })
  await forge.database.transact(tx => settleThread(tx, comment, applying.actor))
  const [object] = await forge.git.commits(repository.uuid, [oid], { signal: applying.signal })
  return { repository, object: object! }
}

/** Refuses what cannot be applied, before anything is looked at. */
export function refuseUnsuitable({ pullRequest, isDeleted, place }: Comment): void {
  if (pullRequest.state !== 'OPEN') throw alreadyClosed()
  if (isDeleted || !place || place.origin.inline.to === null)
    throw new Invalid('Only a suggestion about lines of the new version of a file can be applied.')
}

function chosen({ content }: Comment, index: number | undefined): Suggestion {
  const all = suggestionsIn(content)
  if (all.length === 0) throw new Invalid('This comment holds no suggestion.')
  const suggestion = all.length > 1 && index === undefined ? undefined : all[index ?? 0]
  if (suggestion) return suggestion
  const complaint = `the comment holds ${all.length} suggestions, counted from 0`
  throw new Invalid(`index: ${complaint}`, { fields: { index: [complaint] } })
}

interface Change {
  tip: Oid
  suggestion: Suggestion
}

async function commitTo(forge: Forge, applying: Applying, change: Change): Promise<Oid> {
  const { repository, actor, comment, signal } = applying
  const { path, lines } = await present(forge, applying, change.tip)
  const file = await read(forge, applying, { tip: change.tip, path })
  const content = replaced(file.content, lines, change.suggestion)
  if (!content) throw outdated()
  if (content.equals(file.content)) throw new Invalid('The file says so already.')
  const spool = new Spool(forge.git, repository.uuid, signal)
  try {
    const committer = await signatureOf(forge.database.reader, actor)
    const written = await forge.git.writeCommit(repository.uuid, {
      parents: [change.tip],
      changes: [{ path, content: await spool.take(Readable.from([content])), mode: file.mode }],
      author: committer,
      committer,
      message: messageOf(applying.message ?? `Apply a suggestion to ${path}`, await suggester(forge, applying)),
      ref: branchRef(comment.pullRequest.source.branch),
      old: change.tip,
      quarantine: spool.give(),
      signal,
    })
    await land(forge, { repository, actor }, written)
    return written.oid
  } finally {
    await spool.end()
  }
}

/** Where the lines are on the branch as it is now, be it further than the pull request knows. */
async function present(
  forge: Forge,
  { comment, repository }: Applying,
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

const outdated = () => new Conflict('The lines that this suggestion is about have changed since.')

const MAX_FILE_BYTES = 16 * 2 ** 20

async function read(
  { git }: Forge,
  { repository, signal }: Applying,
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

async function suggester({ database }: Forge, { comment, actor }: Applying) {
  if (comment.userUuid === actor.uuid) return undefined
  return signatureOf(database.reader, await findUser(database.reader, comment.userUuid))
}
