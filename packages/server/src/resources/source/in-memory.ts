import type { Page, PageRequest } from '@pail/db'
import { Invalid, TimedOut } from '@pail/failures'
import { compareBy, matches, type ReadableFields } from '@pail/query-language'
import type { Filter } from '../../kernel/filter.ts'

/** The next part of a list that git holds, after a token of its own. */
export type ReadOn<T> = (limit: number, after: string | undefined) => Promise<{ values: T[]; next?: string }>

/** Longer lists are filtered and sorted nowhere; git's own order has no limit. */
export const MOST_HELD = 50_000
const PART = 5000

/** A page of a list that git holds: its own pages, unless it is to be filtered or sorted, and so must be held whole. */
export async function pageOf<T>(
  readOn: ReadOn<T>,
  fields: ReadableFields<T>,
  { filter, page: { pagelen, token } }: { filter: Filter; page: PageRequest },
): Promise<Page<T>> {
  if (!filter.query && !filter.sort) return { pagelen, ...(await readOn(pagelen, token)) }
  const first = offsetIn(token)
  const found = (await whole(readOn)).filter(matches(filter.query, fields))
  const sorted = filter.sort ? found.sort(compareBy(filter.sort, fields)) : found
  const values = sorted.slice(first, first + pagelen)
  return { pagelen, values, ...(sorted.length > first + pagelen && { next: `o${first + pagelen}` }) }
}

async function whole<T>(readOn: ReadOn<T>): Promise<T[]> {
  const all: T[] = []
  for (let after: string | undefined; ; ) {
    const { values, next } = await readOn(PART, after)
    for (const value of values) all.push(value)
    if (next === undefined) return all
    if (all.length >= MOST_HELD) throw new TimedOut(`More than ${MOST_HELD} entries are not filtered or sorted`)
    after = next
  }
}

function offsetIn(token: string | undefined): number {
  if (token === undefined) return 0
  if (!/^o\d{1,6}$/.test(token)) throw new Invalid('Invalid page')
  return Number(token.slice(1))
}
