import type { Page, PageRequest } from '@pail/db'
import { type ChangedFile, type FileChange, type MergeConflict, Recent } from '@pail/git-node'
import type { Repository } from '../../repositories/repository.ts'
import type { Change, FileThere } from './change.ts'
import { type Compared, compare, sidesOf } from './compare.ts'
import { conflictsBetween } from './conflicts.ts'
import { type ComparedQuery, isTopic, wishesOf } from './query.ts'
import type { Asking } from './sides.ts'
import type { Spec } from './spec.ts'

const MAX_BYTES = 32 * 2 ** 20
/** About what a change takes besides the characters of its paths. */
const CHANGE_BYTES = 500

/** Lists are long, and are read a page at a time; they follow from their key alone. */
const known = new Recent<readonly FileChange[]>(MAX_BYTES)

/** The changed files, in git's order of paths. */
export async function changes(
  asking: Asking,
  spec: Spec,
  { query, page }: { query: ComparedQuery; page: PageRequest },
): Promise<Page<Change>> {
  const compared = await compare(asking, spec, query)
  const [all, conflicts] = await Promise.all([
    filesOf(asking, compared, query),
    isTopic(query) ? conflictsOf(asking, compared) : new Map<string, MergeConflict>(),
  ])
  const first = (page.page - 1) * page.pagelen
  const values = all.slice(first, first + page.pagelen).map(change => ({
    change,
    conflict: conflicts.get(change.new?.path ?? '') ?? conflicts.get(change.old?.path ?? ''),
    old: there(compared.destination?.repository ?? compared.source.repository, compared.from, change.old, change),
    new: there(compared.source.repository, compared.to, change.new, change),
  }))
  return { values, pagelen: page.pagelen, size: all.length }
}

function there(
  repository: Repository,
  hash: string | null,
  file: ChangedFile | null,
  { binary }: FileChange,
): FileThere | null {
  return file && { repository, hash: hash ?? '', file, binary }
}

async function filesOf(
  { forge, signal }: Asking,
  compared: Compared,
  query: ComparedQuery,
): Promise<readonly FileChange[]> {
  const wishes = wishesOf(query)
  const sides = sidesOf(compared)
  const key = JSON.stringify([sides.from, sides.to, wishes])
  const found = known.get(key)
  if (found) return found
  const seconds = forge.config.diffSeconds
  const all = await forge.git.diffstat(compared.storage, { ...sides, ...wishes, signal, seconds })
  return known.set(key, all, weightOf(all) + key.length)
}

const weightOf = (all: readonly FileChange[]): number =>
  all.reduce((sum, one) => sum + CHANGE_BYTES + (one.old?.path.length ?? 0) + (one.new?.path.length ?? 0), 0)

/** By path. When one side is in the history of the other there are none. */
async function conflictsOf(asking: Asking, compared: Compared): Promise<Map<string, MergeConflict>> {
  const { source, destination, from } = compared
  if (!destination || from === destination.oid || from === source.oid) return new Map()
  const all = await conflictsBetween(asking, source, destination)
  return new Map(all.map(conflict => [conflict.path, conflict]))
}
