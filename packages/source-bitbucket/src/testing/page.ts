import { type Mask, parseFields } from '@pail/partial-fields'
import { compareBy, matches, parseQuery, parseSort, type ReadableFields } from '@pail/query-language'
import { Refused } from './answer.ts'
import type { Wire } from './wire.ts'

/** How a list is cut into pages, and what it can be asked. */
export interface ListOf {
  values: Wire[]
  /** Pages of commits and of activity have neither numbers nor sizes. */
  isIterated?: boolean
  pagelen?: number
  most?: number
  /** Dotted paths to what kind of value stands there; without them `q` and `sort` are ignored. */
  asked?: Record<string, 'text' | 'time' | 'number' | 'uuid' | 'flag'>
  /** Orders that are known where `q` is not. */
  sorts?: readonly string[]
  /** Members that the list shows only when `fields` adds them. */
  onRequest?: readonly string[]
}

/** One page, as the query of the address asks for it. */
export function pageOf(list: ListOf, url: URL): Wire {
  const { most = 100, pagelen: usual = 10 } = list
  const query = url.searchParams
  const pagelen = Number(query.get('pagelen') ?? usual)
  if (!(pagelen >= 1 && pagelen <= most)) throw new Refused(400, 'Invalid pagelen')
  const page = Number(query.get('page') ?? 1)
  if (!(page >= 1)) throw new Refused(400, 'Invalid page')
  const values = arranged(list, query)
  const shown = values.slice((page - 1) * pagelen, page * pagelen)
  const envelope = {
    values: shown,
    pagelen,
    ...(!list.isIterated && { size: values.length, page }),
    ...(page * pagelen < values.length && { next: leadingTo(url, page + 1, list.isIterated) }),
  }
  return masked(envelope, parseFields(query.get('fields'), 'full'), list.onRequest ?? [])
}

function leadingTo(url: URL, page: number, isIterated = false): string {
  const next = new URL(url)
  next.searchParams.set('page', String(page))
  if (isIterated) next.searchParams.set('ctx', 'c0ffee')
  return next.href
}

function arranged({ values, asked, sorts }: ListOf, query: URLSearchParams): Wire[] {
  const sort = query.get('sort')
  if (sort && sorts && !sorts.includes(sort.replace(/^-/, '')))
    throw new Refused(400, `Invalid sort attribute: ${sort}`)
  if (!asked && !sorts) return values
  const fields: ReadableFields<Wire> = Object.fromEntries(
    [...Object.entries(asked ?? {}), ...(sorts ?? []).map(path => [path, 'text'] as const)].map(([path, type]) => [
      path,
      { type, read: (thing: Wire) => at(thing, path.split('.')) },
    ]),
  )
  const found = asked ? values.filter(matches(parseQuery(query.get('q') ?? ''), fields)) : values
  const order = parseSort(sort ?? '')
  return order ? found.toSorted(compareBy(order, fields)) : found
}

const at = (thing: Wire, path: readonly string[]): string | undefined =>
  path.reduce<Wire | undefined>((value, name) => value?.[name], thing) as string | undefined

/** `fields` as it works on any document: what is only there on request belongs to the full form. */
function masked(page: Wire, mask: Mask, onRequest: readonly string[]): Wire {
  const values = (page.values as Wire[]).map(value => shown(value, mask.under('values', 'listed'), onRequest))
  return { ...shown({ ...page, values: 0 }, mask, []), ...(mask.wants('values', 'listed') && { values }) }
}

function shown(value: unknown, mask: Mask, onRequest: readonly string[] = []): Wire {
  if (Array.isArray(value)) return value.map(one => shown(one, mask))
  if (value === null || typeof value !== 'object') return value as Wire
  const members = Object.entries(value).filter(([name]) =>
    mask.wants(name, onRequest.includes(name) ? 'full' : 'condensed'),
  )
  return Object.fromEntries(members.map(([name, member]) => [name, shown(member, mask.under(name, 'condensed'))]))
}
