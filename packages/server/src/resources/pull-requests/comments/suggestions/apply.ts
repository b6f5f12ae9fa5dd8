import { Readable } from 'node:stream'
import { Conflict, Invalid, invalid } from '@pail/failures'
import { branchRef, type Oid, type RepoPath } from '@pail/git'
import type { FileMode } from '@pail/git-node'
import type { Known } from '../../../../kernel/actor.ts'
import type { Forge } from '../../../../kernel/forge.ts'
import type { Commit } from '../../../commits/commit.ts'
import { land } from '../../../refs/landing/land.ts'
import { tipIn } from '../../../refs/tip.ts'
import type { Repository } from '../../../repositories/repository.ts'
import { Spool } from '../../../source/writing/spool.ts'
import { inTurn } from '../../../source/writing/turn.ts'
import { signatureOf } from '../../../users/signature.ts'
import { seekAccount } from '../../../users/store.ts'
import { alreadyClosed } from '../../state.ts'
import type { Comment } from '../comment.ts'
import { outdated, placeOn, readFile } from './lines.ts'
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
  if (pullRequest.source.repositoryUuid === null) throw new Conflict('The fork is not there any more.')
  if (isDeleted || !place || place.origin.inline.to === null)
    throw new Invalid('Only a suggestion about lines of the new version of a file can be applied.')
}

function chosen({ content }: Comment, index: number | undefined): Suggestion {
  const all = suggestionsIn(content)
  if (all.length === 0) throw new Invalid('This comment holds no suggestion.')
  const suggestion = all.length > 1 && index === undefined ? undefined : all[index ?? 0]
  if (suggestion) return suggestion
  const complaint = `the comment holds ${all.length} suggestions, counted from 0`
  throw invalid('index', complaint)
}

interface Change {
  tip: Oid
  suggestion: Suggestion
}

async function commitTo(forge: Forge, applying: Applying, change: Change): Promise<Oid> {
  const { path, lines } = await placeOn(forge, applying, change.tip)
  const file = await readFile(forge, applying, { tip: change.tip, path })
  const content = replaced(file.content, lines, change.suggestion)
  if (!content) throw outdated()
  if (content.equals(file.content)) throw new Invalid('The file says so already.')
  return write(forge, applying, { tip: change.tip, path, content, mode: file.mode })
}

interface Written {
  tip: Oid
  path: RepoPath
  content: Buffer
  mode: FileMode
}

async function write(forge: Forge, applying: Applying, { tip, path, content, mode }: Written): Promise<Oid> {
  const { repository, actor, comment, signal } = applying
  const spool = new Spool(forge.git, repository.uuid, signal)
  try {
    const committer = await signatureOf(forge.database.reader, actor)
    const message = messageOf(applying.message ?? `Apply a suggestion to ${path}`, await suggester(forge, applying))
    const changes = [{ path, content: await spool.take(Readable.from([content])), mode }]
    const on = { parents: [tip], ref: branchRef(comment.pullRequest.source.branch), old: tip }
    const about = { author: committer, committer, message }
    const asked = { ...on, ...about, changes, quarantine: spool.give(), signal }
    const written = await forge.git.writeCommit(repository.uuid, asked)
    await land(forge, { repository, actor }, written)
    return written.oid
  } finally {
    await spool.end()
  }
}

/** Nobody is named twice, and nobody without an address. */
async function suggester({ database: { reader } }: Forge, { comment, actor }: Applying) {
  const user = comment.userUuid === actor.uuid ? undefined : await seekAccount(reader, comment.userUuid)
  const signature = user && (await signatureOf(reader, user))
  return signature?.email ? signature : undefined
}
