import type { Page, PageRequest } from '@pail/db'
import { Invalid } from '@pail/failures'
import { isOid } from '@pail/git'
import type { Ask, Page as GitPage, ListAsk, TreeEntry } from '@pail/git-node'
import { Answer, Lasting } from '../../kernel/answer.ts'
import type { Filter } from '../../kernel/filter.ts'
import type { Forge } from '../../kernel/forge.ts'
import * as revision from '../commits/revision.ts'
import { forGood } from '../commits/while-refs-stand.ts'
import type { Entry } from './entry.ts'
import { entryFields } from './fields.ts'
import { pageOf } from './in-memory.ts'
import type { Place } from './place.ts'
import { treeAt } from './tree.ts'

/** How a folder is to be listed. */
export interface Listing {
  maxDepth: number
  filter: Filter
  page: PageRequest
  signal: AbortSignal
}

/** Walking far down may take so long, then it is refused. */
const SECONDS = 15

/** What a folder holds, as far down as was asked, level by level. */
export async function list(forge: Forge, from: Place, listing: Listing): Promise<Answer<Page<Entry>>> {
  const { maxDepth, filter, page, signal } = listing
  const { place, token } = await goOn(forge, from, page.token, signal)
  const { repository, hash: commit, path } = place
  // Filled once it is known which entries are shown, as only then can more be asked about them.
  const paths: string[] = []
  const tree = treeAt(forge, place, paths, signal)
  let source: object | undefined
  const shown = await pageOf<Entry>(
    async (limit, after) => {
      const ask = { commit, path, maxDepth, limit, after }
      const found = await entriesOf(forge, repository, ask, signal)
      source = found
      const { values, next } = found
      return { values: values.map((at: TreeEntry) => ({ tree, at })), ...(next !== undefined && { next }) }
    },
    entryFields,
    { filter, page: { page: 1, pagelen: page.pagelen, ...(token !== undefined && { token }) } },
  )
  for (const { at } of shown.values) paths.push(at.path)
  const paged = { ...shown, ...(shown.next !== undefined && { next: `${commit}.${shown.next}` }) }
  // What was read in several parts is not kept as one.
  return filter.query || filter.sort || !source ? new Answer(paged) : new Lasting(paged, source)
}

function entriesOf(
  { git }: Forge,
  { uuid }: Place['repository'],
  ask: Omit<ListAsk, keyof Ask>,
  signal: AbortSignal,
): Promise<GitPage<TreeEntry>> {
  return forGood(
    { uuid },
    {
      key: JSON.stringify(['entries', ...Object.values(ask)]),
      ask: () => git.entries(uuid, { ...ask, signal, seconds: SECONDS }),
      weigh: ({ values }) => 400 + 3000 * values.length,
    },
  )
}

/** The pages after the first are of the same commit, wherever a branch has gone meanwhile. */
async function goOn(
  forge: Forge,
  place: Place,
  page: string | undefined,
  signal: AbortSignal,
): Promise<{ place: Place; token?: string }> {
  if (page === undefined) return { place }
  const [hash = '', token] = page.split(/\.(.*)/s)
  if (!isOid(hash) || !token) throw new Invalid('Invalid page')
  if (hash !== place.hash) await revision.find(forge, place.repository, hash, signal)
  return { place: { ...place, hash }, token }
}
