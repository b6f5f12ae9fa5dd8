import { diffCall, type Sides } from './diff.ts'
import type { Repository } from './git.ts'
import { type Oid, ZERO_OID } from './oid.ts'
import { GitFailed, output } from './output.ts'

export type ChangeStatus = 'added' | 'removed' | 'modified' | 'renamed'

/** One side of a changed file. */
export interface ChangedFile {
  path: string
  mode: string
  oid: Oid
}

export interface FileChange {
  status: ChangeStatus
  /** Null for what is added. */
  old: ChangedFile | null
  /** Null for what is removed. */
  new: ChangedFile | null
  /** Both 0 for a binary file. */
  linesAdded: number
  linesRemoved: number
  binary: boolean
}

/** Largest list of changes that is kept; a million files need about twice as much. */
const MAX_BYTES = 128 * 2 ** 20

/** What git says of the changed files, to be read by `parseDiffstat`: shorter than what it means. */
export async function printDiffstat(repository: Repository, sides: Sides): Promise<Buffer> {
  const call = diffCall(sides, ['--raw', '--numstat', '-z', '--no-abbrev'])
  const { stdout, ...exit } = await output(repository, call, MAX_BYTES)
  if (exit.code !== 0) throw new GitFailed('diff-tree', exit)
  return stdout
}

/** The changed files, in git's order of paths. */
export function parseDiffstat(printed: Buffer, { ignoreWhitespace }: Pick<Sides, 'ignoreWhitespace'>): FileChange[] {
  const fields = printed.toString().split('\0')
  const changes: FileChange[] = []
  let at = 0
  while (fields[at]?.startsWith(':')) {
    const isRename = /[RC]\d*$/.test(fields[at]!)
    changes.push(changeOf(fields[at]!, fields[at + 1]!, fields[at + (isRename ? 2 : 1)]!))
    at += isRename ? 3 : 2
  }
  return counted(changes, fields.slice(at), ignoreWhitespace)
}

export const diffstat = async (repository: Repository, sides: Sides): Promise<FileChange[]> =>
  parseDiffstat(await printDiffstat(repository, sides), sides)

function changeOf(meta: string, oldPath: string, newPath: string): FileChange {
  const [oldMode, newMode, oldOid, newOid, letter] = meta.slice(1).split(' ') as [string, string, Oid, Oid, string]
  const counts = { linesAdded: 0, linesRemoved: 0, binary: false }
  const old = oldOid === ZERO_OID ? null : { path: oldPath, mode: oldMode, oid: oldOid }
  const next = newOid === ZERO_OID ? null : { path: newPath, mode: newMode, oid: newOid }
  return { status: STATUS[letter[0]!] ?? 'modified', old, new: next, ...counts }
}

const STATUS: Record<string, ChangeStatus> = { A: 'added', D: 'removed', R: 'renamed', C: 'added' }

/** Git counts in the same order, but says nothing of files that differ in white space alone when that is ignored. */
function counted(changes: FileChange[], fields: string[], ignoreWhitespace: boolean): FileChange[] {
  const seen: FileChange[] = []
  let next = 0
  for (let at = 0; at < fields.length - 1; ) {
    const [added, removed, path] = fields[at]!.split('\t') as [string, string, string]
    // A rename has an empty path here and its two after.
    const name = path === '' ? fields[at + 2]! : fields[at]!.slice(added.length + removed.length + 2)
    at += path === '' ? 3 : 1
    while (nameOf(changes[next]!) !== name) next++
    const binary = added === '-'
    seen.push(
      Object.assign(changes[next++]!, { linesAdded: Number(added) || 0, linesRemoved: Number(removed) || 0, binary }),
    )
  }
  return ignoreWhitespace ? seen : changes
}

const nameOf = (change: FileChange) => (change.new ?? change.old)!.path
