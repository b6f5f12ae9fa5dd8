import type { Repository } from './git.ts'
import type { Oid } from './oid.ts'
import { type FolderWalk, type ParentDiff, parentDiffs } from './parent-diffs.ts'

export interface Folder extends FolderWalk {
  /** Names that are in the folder. */
  names: readonly string[]
}

/** Where the search for each name has come to. */
type Pending = Map<Oid, Set<string>>

/**
 * For each name the commit that `git log -1` gives: where a commit has the entry as one of its parents has it, the search
 * goes on at the first such parent; where none has, it ends.
 */
export async function lastCommits(repository: Repository, folder: Folder): Promise<Map<string, Oid>> {
  const found = new Map<string, Oid>()
  const pending: Pending = new Map()
  let begin: { commit: Oid; names: readonly string[] } | undefined = folder
  while (begin && begin.names.length > 0) {
    await search(repository, { ...folder, ...begin }, { pending, found })
    // Where clocks went wrong a parent came before its child; from there the search begins again.
    const [next] = pending
    begin = next && { commit: next[0], names: [...next[1]] }
    if (next) pending.delete(next[0])
  }
  return found
}

interface Search {
  pending: Pending
  found: Map<string, Oid>
}

async function search(repository: Repository, folder: Folder, { pending, found }: Search): Promise<void> {
  let isFirst = true
  for await (const diff of parentDiffs(repository, folder)) {
    // The first commit of the walk is the nearest to where it began that matters.
    if (isFirst) passOn(pending, diff.commit, folder.names)
    isFirst = false
    settle(diff, { pending, found })
    if (pending.size === 0) return
  }
}

function settle({ commit, parent, isLast, changed }: ParentDiff, { pending, found }: Search): void {
  const names = pending.get(commit)
  if (!names) return
  const same = parent ? [...names].filter(name => !changed.has(name)) : []
  for (const name of same) names.delete(name)
  if (parent) passOn(pending, parent, same)
  if (!isLast) return
  for (const name of names) found.set(name, commit)
  pending.delete(commit)
}

function passOn(pending: Pending, commit: Oid, names: readonly string[]): void {
  if (names.length > 0) pending.set(commit, new Set([...(pending.get(commit) ?? []), ...names]))
}
