import type { Repository } from './git.ts'
import type { Oid } from './oid.ts'
import { type FolderWalk, type ParentDiff, parentDiffs } from './parent-diffs.ts'

export interface Folder extends FolderWalk {
  /** Names that are in the folder. */
  names: readonly string[]
  /** What an earlier answer for this folder said at a commit; the search ends where it comes to one. */
  known?: ((commit: Oid) => ReadonlyMap<string, Oid> | undefined) | undefined
  /** Mode and id of each name in the folder as of a commit; asked where a merge differs from its first parent. */
  marks: Marks
}

export type Marks = (commit: Oid) => Promise<ReadonlyMap<string, string>>

export interface LastCommits {
  /** The newest commit that touches the folder: what is said here is true there too. */
  tip: Oid | undefined
  found: Map<string, Oid>
}

/** Where the search for each name has come to. */
type Pending = Map<Oid, Set<string>>

/**
 * For each name the commit that `git log -1` gives: where a commit has the entry as one of its parents has it, the search
 * goes on at the first such parent; where none has, it ends.
 */
export async function lastCommits(repository: Repository, folder: Folder): Promise<LastCommits> {
  const search: Search = {
    pending: new Map(),
    found: new Map(),
    known: folder.known ?? (() => undefined),
    marks: folder.marks,
  }
  let tip: Oid | undefined
  for await (const diff of parentDiffs(repository, folder)) {
    // The first commit of the walk is the nearest to where it began that matters.
    if (!tip) passOn(search, diff.commit, new Set(folder.names))
    tip ??= diff.commit
    await settle(diff, search)
    if (search.pending.size === 0) break
  }
  return { tip, found: search.found }
}

interface Search {
  pending: Pending
  found: Map<string, Oid>
  known: NonNullable<Folder['known']>
  marks: Marks
}

/** Most names are as the first parent has them and go on to it together; only what differs is looked at. */
async function settle({ commit, parents, changed }: ParentDiff, search: Search): Promise<void> {
  const names = search.pending.get(commit)
  if (!names) return
  search.pending.delete(commit)
  const [first, ...others] = parents
  const different = first ? new Set([...changed].filter(name => names.delete(name))) : names
  if (first) passOn(search, first, names)
  for (const parent of others) {
    if (different.size === 0) return
    const [here, there] = [await search.marks(commit), await search.marks(parent)]
    const same = new Set([...different].filter(name => here.get(name) === there.get(name)))
    for (const name of same) different.delete(name)
    passOn(search, parent, same)
  }
  for (const name of different) search.found.set(name, commit)
}

function passOn({ pending, found, known }: Search, commit: Oid, names: Set<string>): void {
  const here = known(commit)
  for (const name of here ? names : []) {
    const last = here?.get(name)
    if (last && names.delete(name)) found.set(name, last)
  }
  if (names.size === 0) return
  const [fewer, more] = [names, pending.get(commit) ?? new Set<string>()].sort((a, b) => a.size - b.size)
  for (const name of fewer!) more!.add(name)
  pending.set(commit, more!)
}
