import type { Page, PageRequest } from '@pail/db'
import type { ChangedFile, FileChange, MergeConflict } from '@pail/git-node'
import { Answer, Lasting } from '../../../kernel/answer.ts'
import type { Repository } from '../../repositories/repository.ts'
import { whileRefsStand } from '../while-refs-stand.ts'
import type { Change, FileThere } from './change.ts'
import { type Compared, compare, sidesOf } from './compare.ts'
import { conflictsBetween } from './conflicts.ts'
import { type ComparedQuery, wishesOf } from './query.ts'
import type { Asking } from './sides.ts'
import type { Spec } from './spec.ts'

interface Found {
  compared: Compared
  all: readonly FileChange[]
  conflicts: Map<string, MergeConflict>
}

/** The changed files, in git's order of paths. */
export async function changes(
  asking: Asking,
  spec: Spec,
  { query, page }: { query: ComparedQuery; page: PageRequest },
): Promise<Answer<Page<Change>>> {
  const isWithin = !spec.source.repository && !spec.destination?.repository
  const found = await (isWithin ? kept(asking, spec, query) : find(asking, spec, query))
  const { source, destination = source } = found.compared
  const [theirs, ours] = isWithin ? [asking.on, asking.on] : [source.repository, destination.repository]
  const first = (page.page - 1) * page.pagelen
  const values = found.all.slice(first, first + page.pagelen).map(change => ({
    change,
    conflict: found.conflicts.get(change.new?.path ?? '') ?? found.conflicts.get(change.old?.path ?? ''),
    old: there(ours, found.compared.from, change.old, change),
    new: there(theirs, found.compared.to, change.new, change),
  }))
  const shown = { values, pagelen: page.pagelen, size: found.all.length }
  return isWithin && page.page === 1 && values.length <= MOST_SHOWN ? new Lasting(shown, found) : new Answer(shown)
}

/** What is shown of a file; longer pages are not kept as they were shown, nor are those after the first. */
const SHOWN_BYTES = 4000
const MOST_SHOWN = 500

/** The list itself is kept by the client of the git node; this only finds it again. */
const kept = (asking: Asking, spec: Spec, query: ComparedQuery): Promise<Found> =>
  whileRefsStand(asking.forge, asking.on, {
    key: JSON.stringify(['changes', spec, query]),
    ask: () => find(asking, spec, query),
    weigh: ({ all, conflicts }) => 1000 + 300 * conflicts.size + SHOWN_BYTES * Math.min(all.length, MOST_SHOWN),
  })

async function find(asking: Asking, spec: Spec, query: ComparedQuery): Promise<Found> {
  const compared = await compare(asking, spec, query)
  const [all, conflicts] = await Promise.all([filesOf(asking, compared, query), conflictsOf(asking, compared)])
  return { compared, all, conflicts }
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
