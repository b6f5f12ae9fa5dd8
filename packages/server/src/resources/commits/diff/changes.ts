import type { Page, PageRequest } from '@pail/db'
import type { ChangedFile, FileChange, MergeConflict } from '@pail/git-node'
import type { Repository } from '../../repositories/repository.ts'
import type { Change, FileThere } from './change.ts'
import { type Compared, compare, sidesOf } from './compare.ts'
import { conflictsBetween } from './conflicts.ts'
import { type ComparedQuery, wishesOf } from './query.ts'
import type { Asking } from './sides.ts'
import type { Spec } from './spec.ts'

/** The changed files, in git's order of paths. */
export async function changes(
  asking: Asking,
  spec: Spec,
  { query, page }: { query: ComparedQuery; page: PageRequest },
): Promise<Page<Change>> {
  const compared = await compare(asking, spec, query)
  const [all, conflicts] = await Promise.all([filesOf(asking, compared, query), conflictsOf(asking, compared)])
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
  return file && hash !== null ? { repository, hash, file, binary } : null
}

function filesOf({ forge, signal }: Asking, compared: Compared, query: ComparedQuery): Promise<readonly FileChange[]> {
  const asked = { ...sidesOf(compared), ...wishesOf(query), signal, seconds: forge.config.diffSeconds }
  return forge.git.diffstat(compared.storage, asked)
}

/** By path. */
async function conflictsOf(asking: Asking, compared: Compared): Promise<Map<string, MergeConflict>> {
  const { source, destination, mayConflict } = compared
  if (!destination || !mayConflict) return new Map()
  const all = await conflictsBetween(asking, source, destination)
  return new Map(all.map(conflict => [conflict.path, conflict]))
}
