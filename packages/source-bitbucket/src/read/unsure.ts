import { ApiError, type Page } from '@pail/client'
import type { Data } from '../protocol/message.ts'
import { numbered } from './pages.ts'
import type { Slice } from './slice.ts'

/** A way of asking for a list that a server may or may not understand. */
export interface Way {
  path: string
  sort: string | undefined
}

/**
 * Servers disagree on whether the lists of pipelines and deployments have a slash at their end, and on what they are sorted by.
 * What a server understands is found out once in a read.
 */
export async function* inOrder(slice: Slice, name: string, sort: string): AsyncGenerator<Page<Data>> {
  const { pages, first } = await understood(slice, name, sort)
  yield first
  yield* pages
}

async function understood({ shared, client, root }: Slice, name: string, sort: string) {
  const known = shared.get(name)
  let refusal: unknown
  for (const way of known ? [known] : waysOf(name, sort)) {
    if (refusal instanceof ApiError && isNoApi(refusal) && refusal.request.includes(`${way.path}?`)) continue
    const pages = numbered(client, root + way.path, { pagelen: 100, sort: way.sort })
    try {
      const { value: first } = await pages.next()
      shared.set(name, way)
      return { pages, first: first as Page<Data> }
    } catch (error) {
      refusal = error
      if (known || !(error instanceof ApiError)) throw error
      if (!isNoApi(error) && !(error.status === 400 && way.sort !== undefined)) throw error
    }
  }
  throw refusal
}

const waysOf = (name: string, sort: string): Way[] =>
  [`/${name}/`, `/${name}`].flatMap(path => [sort, undefined].map(order => ({ path, sort: order })))

/** The path of a further list of the same service, once the first has been read. */
export function pathOf({ shared, root }: Slice, name: string): string {
  const hasSlash = [...shared.values()].every(({ path }) => path.endsWith('/'))
  return `${root}/${name}${hasSlash ? '/' : ''}`
}

/** Whether the address itself is unknown or removed, and not only what it names. */
export const isNoApi = ({ status, error }: ApiError): boolean =>
  status === 410 || (status === 404 && /no API hosted|Resource not found/i.test(`${error.message} ${error.detail}`))
