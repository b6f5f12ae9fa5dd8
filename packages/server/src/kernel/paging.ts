import type { Page, PageRequest } from '@pail/db'
import { Invalid } from '@pail/failures'

/** How a list is cut. Lists count pages; iterators hand out opaque tokens and know no size. */
export interface Paging {
  pagelen: number
  max: number
  style: 'list' | 'iterator'
  /** A `type` for the page itself, which hardly any has. */
  type?: string
}

export const DEFAULT_PAGING: Paging = { pagelen: 10, max: 100, style: 'list' }
const WHOLE = /^[0-9]{1,9}$/

/** Reads `page` and `pagelen`; asking for more than the resource gives is refused, never cut. */
export function pageRequest(query: URLSearchParams, { pagelen, max, style }: Paging): PageRequest {
  const length = whole(query.get('pagelen'), pagelen)
  if (length === undefined || length > max) throw new Invalid('Invalid pagelen')
  const token = query.get('page') ?? undefined
  if (style === 'iterator') return { page: 1, pagelen: length, ...(token !== undefined && { token }) }
  const page = whole(query.get('page'), 1)
  if (page === undefined) throw new Invalid('Invalid page')
  return { page, pagelen: length }
}

function whole(text: string | null, otherwise: number): number | undefined {
  if (text === null || text === '') return otherwise
  const number = WHOLE.test(text) ? Number(text) : 0
  return number >= 1 ? number : undefined
}

/** The address at which GET asks what a body asked for: the next page of a list that POST found is found there. */
export function askedByGet(url: URL, body: object): URL {
  const address = new URL(url)
  for (const [name, value] of Object.entries(body)) {
    const there = new Set(address.searchParams.getAll(name))
    for (const item of [value].flat()) if (!there.has(String(item))) address.searchParams.append(name, String(item))
  }
  return address
}

/** What stands around the values: the links keep every parameter of the request. */
export function envelope(page: Page<unknown>, request: PageRequest, here: URL, { style, type }: Paging): object {
  const at = (to: string | number) => {
    const url = new URL(here)
    url.searchParams.set('page', String(to))
    return url.href
  }
  const named = type !== undefined && { type }
  if (style === 'iterator')
    return { ...named, pagelen: page.pagelen, ...(page.next !== undefined && { next: at(page.next) }) }
  const more = page.size !== undefined && request.page * request.pagelen < page.size
  return {
    ...named,
    pagelen: page.pagelen,
    ...(page.size !== undefined && { size: page.size }),
    page: request.page,
    ...(more && { next: at(request.page + 1) }),
    ...(request.page > 1 && { previous: at(request.page - 1) }),
  }
}
