import { ApiError, type Parameters, q } from '@pail/client'
import type { Data } from '../protocol/message.ts'
import { Frontier, type Mark } from '../state/frontier.ts'
import { filterable, instant, shown } from '../state/instant.ts'
import type { Entry } from '../state/state.ts'
import { linked } from './pages.ts'
import type { Slice } from './slice.ts'

interface UpdatedList {
  path: (slice: Slice) => string
  parameters: (slice: Slice) => Parameters
  keyOf: (record: Data) => string
}

/** A list that changes so often while it is read waits for the next time. */
const MOST_PASSES = 3

/**
 * Reads what was updated since the last time, by the server's filter. The order is left to the server, as sorting fails on
 * large lists of the real one: so the mark moves only when the list has been read to its end, without having shrunk meanwhile,
 * which would have moved items onto pages that were read already.
 */
export const updated =
  (list: UpdatedList) =>
  async (slice: Slice): Promise<Entry> => {
    const mark = slice.before as Mark | undefined
    const frontier = new Frontier(mark, slice)
    const known = new Map<string, string | undefined>()
    for (let passes = 1; passes <= MOST_PASSES; passes++)
      if (await isWhole(slice, list, { frontier, known })) return { ...frontier.mark() }
    slice.log('WARN', `${list.path(slice)} kept changing while it was read; its mark stays where it was`)
    return { ...(mark ?? { cursor: shown(frontier.floor) }) }
  }

interface Progress {
  frontier: Frontier
  /** What was handed on in this read, by key, with its date. */
  known: Map<string, string | undefined>
}

/** One pass over the list; false when pages have shifted under it. */
async function isWhole(slice: Slice, list: UpdatedList, { frontier, known }: Progress): Promise<boolean> {
  const parameters = { ...list.parameters(slice), q: `${q`updated_on >= ${filterable(frontier.floor)}`}` }
  const keys = new Set<string>()
  let [first, last]: (number | undefined)[] = []
  try {
    for await (const { values, size } of linked(slice.client, list.path(slice), parameters)) {
      if (keys.size === 0) slice.expect((first = size))
      last = size
      const fresh = values.filter(record => {
        const [key, at] = [list.keyOf(record), dateOf(record)]
        keys.add(key)
        if (known.has(key) && known.get(key) === at) return false
        known.set(key, at)
        return frontier.admits(key, at)
      })
      await slice.emit(fresh)
    }
  } catch (error) {
    // The page that the link leads to is no more.
    if (keys.size > 0 && error instanceof ApiError && error.status === 400) return false
    throw error
  }
  return first === last || keys.size >= (first ?? 0)
}

const dateOf = ({ updated_on, created_on }: Data): string | undefined => instant(updated_on) ?? instant(created_on)
