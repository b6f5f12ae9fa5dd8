import type { Repository } from './git.ts'
import type { Oid } from './oid.ts'
import { type FolderWalk, type ParentDiff, parentDiffs } from './parent-diffs.ts'

export interface Folder extends FolderWalk {
  /** Names that are in the folder. */
  names: readonly string[]
  /** What an earlier answer for this folder said at a commit; the search ends where it comes to one. */
  known?: ((commit: Oid) => ReadonlyMap<string, Oid> | undefined) | undefined
}

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
  const search: Search = { pending: new Map(), found: new Map(), known: folder.known ?? (() => undefined) }
  const tip = await walk(repository, folder, search)
  for (;;) {
    // Where clocks went wrong a parent came before its child; from there the search begins again.
    const [left] = search.pending
    if (!left) return { tip, found: search.found }
    search.pending.delete(left[0])
    await walk(repository, { ...folder, commit: left[0], names: [...left[1]] }, search)
  }
}

interface Search {
  pending: Pending
  found: Map<string, Oid>
  known: NonNullable<Folder['known']>
}

async function walk(repository: Repository, folder: Folder, search: Search): Promise<Oid | undefined> {
  let tip: Oid | undefined
  for await (const diff of parentDiffs(repository, folder)) {
    // The first commit of the walk is the nearest to where it began that matters.
    if (!tip) passOn(search, diff.commit, folder.names)
    tip ??= diff.commit
    settle(diff, search)
    if (search.pending.size === 0) break
  }
  return tip
}

function settle({ commit, parent, isLast, changed }: ParentDiff, search: Search): void {
  const names = search.pending.get(commit)
  if (!names) return
  const same = parent ? [...names].filter(name => !changed.has(name)) : []
  for (const name of same) names.delete(name)
  if (parent) passOn(search, parent, same)
  if (!isLast) return
  for (const name of names) search.found.set(name, commit)
  search.pending.delete(commit)
}

function passOn({ pending, found, known }: Search, commit: Oid, names: readonly string[]): void {
  const here = known(commit)
  const open = names.filter(name => !here?.has(name))
  for (const name of names) if (here?.has(name)) found.set(name, here.get(name)!)
  if (open.length > 0) pending.set(commit, new Set([...(pending.get(commit) ?? []), ...open]))
}
