import type { Page, PageRequest } from '@pail/db'
import { NotFound } from '@pail/failures'
import type { Tip } from '@pail/git-node'
import { compareBy, matches } from '@pail/query-language'
import type { Filter } from '../../kernel/filter.ts'
import type { Forge } from '../../kernel/forge.ts'
import type { Repository } from '../repositories/repository.ts'
import { asksForTips, tagFields } from './fields.ts'
import { namesIn } from './names.ts'
import { type Kind, type Named, type Ref, WORDS } from './ref.ts'

/** Where refs are looked for; `signal` tells when nobody waits for the answer any more. */
export interface Place {
  forge: Forge
  repository: Repository
  signal?: AbortSignal
}

/** What is asked of the list; both kinds where none is named. */
interface Asked {
  kind?: Kind
  filter: Filter
  page: PageRequest
}

/** So many are read at a time, and only those that are wanted are kept. */
const AT_ONCE = 5000

const UNREAD: Tip = { commit: null, tag: null }

/** A page of branches, tags or both. Only what is on it is read, unless the question is about more. */
export async function list(place: Place, { kind, filter, page }: Asked): Promise<Page<Ref>> {
  const wanted = await chosen(await names(place, kind), filter, part => tips(place, part))
  const values = wanted.slice((page.page - 1) * page.pagelen, page.page * page.pagelen)
  return { ...page, size: wanted.length, values: await shown(place, values) }
}

/** The branches, the tags, or both, in git's order. */
export async function names({ forge, repository }: Place, kind?: Kind): Promise<readonly Named[]> {
  const all = namesIn(await forge.git.refs(repository.uuid))
  return kind ? all.filter(ref => ref.kind === kind) : all
}

/** One by its exact name. */
export async function find(place: Place, kind: Kind, name: string): Promise<Named> {
  const found = (await names(place, kind)).find(ref => ref.name === name)
  if (!found) throw new NotFound(`${WORDS[kind]} "${name}" not found.`)
  return found
}

/** The same with what it leads to. */
export const show = async (place: Place, kind: Kind, name: string): Promise<Ref> =>
  (await shown(place, [await find(place, kind, name)]))[0]!

/** Refs with what they lead to. */
export async function shown(place: Place, refs: readonly Named[]): Promise<Ref[]> {
  const found = await tips(place, refs)
  return refs.map((ref, at) => ({ repository: place.repository, ...ref, ...found[at]! }))
}

const tips = async ({ forge, repository, signal }: Place, refs: readonly Named[]): Promise<Tip[]> =>
  refs.length === 0 ? [] : forge.git.tips(repository.uuid, refs, { signal })

async function chosen(
  all: readonly Named[],
  filter: Filter,
  read: (refs: readonly Named[]) => Promise<Tip[]>,
): Promise<readonly Named[]> {
  const { query, sort } = filter
  if (!query && !sort) return all
  const kept: (Named & Tip)[] = []
  const isWanted = matches(query, tagFields)
  for (let at = 0; at < all.length; at += AT_ONCE) {
    const part = all.slice(at, at + AT_ONCE)
    const found = asksForTips(filter) ? await read(part) : undefined
    kept.push(...part.map((ref, place) => ({ ...ref, ...(found?.[place] ?? UNREAD) })).filter(isWanted))
  }
  return sort ? kept.toSorted(compareBy(sort, tagFields)) : kept
}
