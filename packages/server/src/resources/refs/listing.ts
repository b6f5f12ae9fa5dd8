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

/** What is asked of the list; both kinds where none is named. */
interface Asked {
  kind?: Kind
  filter: Filter
  page: PageRequest
  signal?: AbortSignal
}

/** So many are read at a time, and only those that are wanted are kept. */
const AT_ONCE = 5000

const UNREAD: Tip = { commit: null, tag: null }

/** A page of branches, tags or both. Only what is on it is read, unless the question is about more. */
export async function list(forge: Forge, repository: Repository, asked: Asked): Promise<Page<Ref>> {
  const { kind, filter, page, signal } = asked
  const all = await names(forge, repository, kind)
  const wanted = await chosen(all, filter, part => tips(forge, repository, part, signal))
  const values = wanted.slice((page.page - 1) * page.pagelen, page.page * page.pagelen)
  return { ...page, size: wanted.length, values: await shown(forge, repository, values, signal) }
}

/** The branches, the tags, or both, in natural order of their names. */
export async function names(forge: Forge, repository: Repository, kind?: Kind): Promise<readonly Named[]> {
  const all = namesIn(await forge.git.refs(repository.uuid))
  return kind ? all.filter(ref => ref.kind === kind) : all
}

/** One by its exact name. */
export async function find(forge: Forge, repository: Repository, kind: Kind, name: string): Promise<Named> {
  const found = (await names(forge, repository, kind)).find(ref => ref.name === name)
  if (!found) throw new NotFound(`${WORDS[kind]} "${name}" not found.`)
  return found
}

/** The same with what they lead to. */
export async function shown(
  forge: Forge,
  repository: Repository,
  refs: readonly Named[],
  signal?: AbortSignal,
): Promise<Ref[]> {
  const found = await tips(forge, repository, refs, signal)
  return refs.map((ref, at) => ({ repository, ...ref, ...found[at]! }))
}

const tips = async ({ git }: Forge, { uuid }: Repository, refs: readonly Named[], signal?: AbortSignal) =>
  refs.length === 0 ? [] : git.tips(uuid, refs, { signal })

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
  // They stand in the order of their names already.
  if (sort?.path === 'name') return sort.descending ? kept.toReversed() : kept
  return sort ? kept.toSorted(compareBy(sort, tagFields)) : kept
}
