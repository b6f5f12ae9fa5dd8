import { ApiError, type Page } from '@pail/client'
import type { Data } from '../protocol/message.ts'
import { Frontier, type Mark } from '../state/frontier.ts'
import { instant } from '../state/instant.ts'
import type { Entry } from '../state/state.ts'
import { Following } from './following.ts'
import { oneByOne } from './one-by-one.ts'
import { Order } from './order.ts'
import type { Slice } from './slice.ts'

/** A list without a filter for dates, which is newest first where the server keeps to its order. */
export interface NewestList {
  pages: (slice: Slice) => AsyncIterable<Page<Data>>
  keyOf: (record: Data) => string
  /** What the list is ordered by; undefined where a record has none yet. */
  orderOf: (record: Data) => string | undefined
  /** Moves with every change that counts. */
  dateOf: (record: Data) => string | undefined
  /** Whether it will change. */
  isOpen?: (record: Data) => boolean
  /** Reads one that was open the last time and is not on the pages that were read. */
  find?: (slice: Slice, key: string) => Promise<Data>
  /** Where each record costs requests of its own: what of it these need. They are made oldest first, with states between. */
  kept?: (record: Data) => Data
  /** What is handed on for the new ones. */
  shape: (slice: Slice, records: Data[]) => Promise<Data[]> | Data[]
}

/**
 * Reads from the newest on until a page ends with what is older than what is known, provided that the pages have kept to that order;
 * where they do not, the list is read to its end. Those that were open are followed until they are closed.
 */
export const newest =
  (list: NewestList) =>
  async (slice: Slice): Promise<Entry> => {
    const mark = slice.before as (Mark & { open?: Record<string, string> }) | undefined
    const frontier = new Frontier(mark, slice)
    const following = new Following(list, mark?.open ?? {})
    const seen = new Set<string>()
    const order = new Order(list, frontier.floor)
    const waiting: Data[] = []
    for await (const { values, size } of list.pages(slice)) {
      if (seen.size === 0) slice.expect(size)
      const fresh = values.filter(record => {
        const key = list.keyOf(record)
        if (seen.has(key)) return false
        seen.add(key)
        const isNew = frontier.admits(key, list.dateOf(record))
        return following.note(key, record) ?? isNew
      })
      if (list.kept) waiting.push(...fresh.map(list.kept))
      else await slice.emit(await list.shape(slice, fresh))
      if (order.isBehind(values)) break
    }
    await oneByOne(slice, list, { waiting, before: following.before })
    await follow(slice, list, { frontier, following, seen })
    const open = following.open()
    return { ...frontier.mark(), ...(Object.keys(open).length > 0 && { open }) }
  }

interface Progress {
  frontier: Frontier
  following: Following
  seen: ReadonlySet<string>
}

async function follow(slice: Slice, list: NewestList, { frontier, following, seen }: Progress): Promise<void> {
  for (const key of following.left(seen)) {
    const record = await list.find?.(slice, key).catch(error => {
      if (error instanceof ApiError && (error.status === 404 || error.status === 410)) return undefined
      throw error
    })
    if (record === undefined) {
      slice.log('INFO', `${key} of ${slice.root} is gone before it was completed`)
      continue
    }
    frontier.admits(key, list.dateOf(record))
    if (following.note(key, record)) await slice.emit(await list.shape(slice, [record]))
  }
}

/** The first of these members that is a date. */
export const dateIn = (...moments: readonly unknown[]): string | undefined =>
  moments.map(instant).find(moment => moment !== undefined)
