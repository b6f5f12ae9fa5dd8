import { isRepoPath, type Oid, type RepoPath } from '@pail/git'
import type { FileChange, GitNode, StorageId } from '@pail/git-node'
import type { Fate } from './carry.ts'
import { type Hunk, HunkReader } from './hunks.ts'

/** From one commit to another, wherever the objects are. */
export interface Way {
  storage: StorageId
  /** Another repository that may hold one of the commits. */
  other?: StorageId
  from: Oid
  to: Oid
}

/** A patch of more says of no line what became of it. */
const MAX_PATCH_BYTES = 64 * 2 ** 20

/**
 * What becomes of files on the way, by their paths at its beginning: two questions to git, however many files there
 * are. A commit that is not there any more has lost them all.
 */
export async function fatesOf(git: GitNode, way: Way, paths: ReadonlySet<string>): Promise<ReadonlyMap<string, Fate>> {
  const all = (fate: Fate) => new Map<string, Fate>([...paths].map(path => [path, fate]))
  if (way.from === way.to) return all('same')
  if (!(await areThere(git, way.storage, [way.from]))) return all('removed')
  const { storage, ...sides } = way
  const changed = (await git.diffstat(storage, sides)).filter(({ old }) => old && paths.has(old.path))
  const hunks = await hunksOf(git, way, changed.filter(isToBeRead))
  const fates = all('same')
  for (const change of changed) fates.set(change.old!.path, fateOf(change, hunks))
  return fates
}

/** Whether something still leads to all of these; what nothing leads to may be gone at any moment. */
export async function areThere(git: GitNode, storage: StorageId, commits: readonly Oid[]): Promise<boolean> {
  return (await git.resolve(storage, commits)).every(found => found !== null && found !== 'ambiguous')
}

function fateOf(change: FileChange, hunks: ReadonlyMap<string, readonly Hunk[]>): Fate {
  if (!change.new) return 'removed'
  const isSame = change.old!.oid === change.new.oid
  return { path: change.new.path, hunks: isSame ? [] : (hunks.get(change.old!.path) ?? null) }
}

const isToBeRead = ({ old, new: next, binary }: FileChange): boolean =>
  next !== null && !binary && old!.oid !== next.oid && isRepoPath(old!.path) && isRepoPath(next.path)

async function hunksOf(git: GitNode, { storage, ...sides }: Way, changes: readonly FileChange[]) {
  const reader = new HunkReader()
  if (changes.length === 0) return reader.files
  const paths = [...new Set(changes.flatMap(change => [change.old!.path, change.new!.path]))] as RepoPath[]
  let left = MAX_PATCH_BYTES
  for await (const chunk of await git.diff(storage, { ...sides, paths, context: 0 })) {
    left -= (chunk as Buffer).length
    if (left < 0) return new Map<string, Hunk[]>()
    reader.feed((chunk as Buffer).toString('latin1'))
  }
  return reader.files
}
