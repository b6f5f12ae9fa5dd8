import { ApiError, type Listing, type Page } from '@pail/client'
import type { Data } from '../protocol/message.ts'
import type { Slice } from './slice.ts'

/** Commits behind some heads and not behind others: the same ones whenever it is asked, so it can go on where it was left. */
export interface Plan {
  heads: string[]
  updated_on?: string
  left: string[]
  done: string[]
  next?: string
}

/** As many names as fit into an address; with more they go into a body. */
const MOST_IN_ADDRESS = 80
const MOST_EXCLUDED = 150

/** Begins to read, or goes on. Heads that the server has forgotten are left out. */
export async function opened(slice: Slice, plan: Plan, known: readonly string[]): Promise<AsyncIterable<Page<Data>>> {
  if (plan.next !== undefined) {
    const rest = await begun(slice.client.pages<Data>(plan.next))
    if (!(rest instanceof ApiError)) return rest
    slice.log('INFO', `${slice.root}/commits is read from its start, as the place it was left at is no more`)
  }
  let [include, exclude] = [plan.left, [...plan.done, ...known].slice(0, MOST_EXCLUDED)]
  for (;;) {
    const pages = await begun(select(slice, include, exclude))
    if (!(pages instanceof ApiError)) return pages
    const gone = new Set((pages.error.data as { shas?: string[] } | undefined)?.shas)
    const count = include.length + exclude.length
    include = include.filter(hash => !gone.has(hash))
    if (include.length === 0) return nothing()
    exclude = gone.size > 0 ? exclude.filter(hash => !gone.has(hash)) : []
    if (include.length + exclude.length === count) throw pages
  }
}

function select({ client, root }: Slice, include: readonly string[], exclude: readonly string[]): Listing<Data> {
  if (include.length + exclude.length <= MOST_IN_ADDRESS)
    return client.pages<Data>(`${root}/commits`, { pagelen: 100, include, exclude })
  const form = new URLSearchParams([
    ...include.map(hash => ['include', hash]),
    ...exclude.map(hash => ['exclude', hash]),
  ])
  return client.core.list<Data>(`${root}/commits`, { pagelen: 100 }, form)
}

/** The pages with the first of them there already, or the refusal that it met. */
async function begun(list: Listing<Data>): Promise<AsyncIterable<Page<Data>> | ApiError> {
  const pages = list.pages()
  try {
    const first = await pages.next()
    return (async function* () {
      if (!first.done) yield first.value
      yield* pages
    })()
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 400)) return error
    throw error
  }
}

async function* nothing(): AsyncGenerator<Page<Data>> {}
