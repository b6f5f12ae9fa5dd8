import { NotFound } from '@pail/failures'
import type { Commit } from '../commit.ts'
import { mergeBase } from './compare.ts'
import { type Asking, ends } from './sides.ts'
import type { Side } from './spec.ts'

/** The best commit in the history of both sides; of several, any. */
export async function commonAncestor(asking: Asking, sides: { source: Side; destination: Side }): Promise<Commit> {
  const [source, destination] = await ends(asking, [sides.source, sides.destination])
  const base = await mergeBase(asking, source!, destination!)
  if (base === null)
    throw new NotFound('These commits have no common ancestor', { data: { shas: [source!.oid, destination!.oid] } })
  const { repository } = destination!
  const [object] = await asking.forge.git.commits(repository.uuid, [base], { signal: asking.signal })
  return { repository, object: object! }
}
