import { decoded, formatPerson, headEnd, type NewCommit } from './commit-object.ts'
import type { Repository } from './git.ts'
import { type Oid, oid } from './oid.ts'
import { printed } from './output.ts'

/** A commit that a rebase looks at. */
export interface Step {
  oid: Oid
  /** The other side has a commit that changes the same in the same way. */
  isThere: boolean
}

/** The commits that `git rebase` goes through, in its order: what one side has and the other lacks, without merges. */
export async function stepsOf(
  repository: Repository,
  { ours, theirs, signal }: { ours: Oid; theirs: Oid; signal?: AbortSignal },
): Promise<Step[]> {
  const order = ['--topo-order', '--reverse', '--no-merges', '--right-only', '--cherry-mark']
  const lines = await printed(repository, { args: ['rev-list', ...order, `${ours}...${theirs}`, '--'], signal })
  return lines
    .split('\n')
    .filter(Boolean)
    .map(line => ({ oid: oid(line.slice(1)), isThere: line.startsWith('=') }))
}

export type Replayed = Pick<NewCommit, 'tree' | 'parents' | 'committer'>

/**
 * A commit anew, somewhere else: its author and its message stay as they are, byte for byte where they are in UTF-8.
 * Signatures do not, for they are of other bytes.
 */
export function formatReplayed(body: Buffer, { tree, parents, committer }: Replayed): Buffer {
  const end = headEnd(body)
  const lines = body.toString('latin1', 0, end).split('\n')
  const encoding = lines.find(line => line.startsWith('encoding '))?.slice('encoding '.length)
  const author = lines.find(line => line.startsWith('author ')) ?? 'author  <> 0 +0000'
  const head = [
    `tree ${tree}\n`,
    ...parents.map(parent => `parent ${parent}\n`),
    inUtf8(Buffer.from(author, 'latin1'), encoding),
    `\ncommitter ${formatPerson(committer)}\n\n`,
  ]
  return Buffer.concat([
    ...head.map(part => Buffer.from(part as string)),
    inUtf8(messageIn(body.subarray(end + 2)), encoding),
  ])
}

/** Without the blank lines before it. */
function messageIn(bytes: Buffer): Buffer {
  const blank = /^(?:[\t\v\f\r ]*\n)+/.exec(bytes.toString('latin1', 0, 10_000))?.[0] ?? ''
  return bytes.subarray(blank.length)
}

function inUtf8(bytes: Buffer, encoding: string | undefined): Buffer {
  return encoding === undefined || /^utf-?8$/i.test(encoding) ? bytes : Buffer.from(decoded(bytes, encoding))
}

/** Puts a signature of a commit where git looks for it. */
export function withSignature(body: Buffer, signature: string): Buffer {
  const end = headEnd(body)
  const header = `\ngpgsig ${signature.trimEnd().replaceAll('\r', '').replaceAll('\n', '\n ')}`
  return Buffer.concat([body.subarray(0, end), Buffer.from(header), body.subarray(end)])
}
