import type { Page, PageRequest } from '@pail/db'
import type { MergeConflict } from '@pail/git-node'
import { places } from './compare.ts'
import { type Asking, type End, ends } from './sides.ts'
import type { Side } from './spec.ts'

/** The paths at which a merge of the source into the destination would need somebody to decide. */
export async function conflicts(
  asking: Asking,
  { source, destination }: { source: Side; destination: Side },
  page: PageRequest,
): Promise<Page<MergeConflict>> {
  const [theirs, ours] = await ends(asking, [source, destination])
  const all = await conflictsBetween(asking, theirs!, ours!)
  const first = (page.page - 1) * page.pagelen
  return { values: all.slice(first, first + page.pagelen), pagelen: page.pagelen, size: all.length }
}

export async function conflictsBetween(
  { forge, signal }: Asking,
  source: End,
  destination: End,
): Promise<MergeConflict[]> {
  const { storage, ...other } = places(source, destination)
  const sides = { ours: destination.oid, theirs: source.oid }
  const found = await forge.git.conflicts(storage, { ...sides, ...other, signal, seconds: forge.config.diffSeconds })
  return found.conflicts
}
