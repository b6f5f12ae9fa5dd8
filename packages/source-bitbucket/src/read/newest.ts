import { ApiError, type Page } from '@pail/client'
import type { Data } from '../protocol/message.ts'
import { Frontier, type Mark } from '../state/frontier.ts'
import { instant, shown } from '../state/instant.ts'
import type { Entry } from '../state/state.ts'
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
  /** What is handed on for the new ones. */
  shape: (slice: Slice, records: Data[]) => Promise<Data[]> | Data[]
}

/** Each that is open costs a request; older ones beyond that many will hardly be closed any more. */
const MOST_OPEN = 200

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
    for await (const { values, size } of list.pages(slice)) {
      if (seen.size === 0) slice.expect(size)
      const fresh = values.filter(record => {
        const key = list.keyOf(record)
        if (seen.has(key)) return false
        seen.add(key)
        const isNew = frontier.admits(key, list.dateOf(record))
        return following.note(key, record) ?? isNew
      })
      await slice.emit(await list.shape(slice, fresh))
      if (order.isBehind(values)) break
    }
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

/** Knows which were open, and which are. */
class Following {
  readonly #list: NewestList
  readonly #before: Readonly<Record<string, string>>
  readonly #open = new Map<string, string>()

  constructor(list: NewestList, before: Readonly<Record<string, string>>) {
    this.#list = list
    this.#before = before
  }

  /** Whether one that was open has changed since; undefined for all others. */
  note(key: string, record: Data): boolean | undefined {
    const at = shown(this.#list.dateOf(record) ?? '')
    const isOpen = this.#list.isOpen?.(record) ?? false
    if (isOpen) this.#open.set(key, at)
    return Object.hasOwn(this.#before, key) ? this.#before[key] !== at || !isOpen : undefined
  }

  /** Those that were open and have not been met. */
  left(seen: ReadonlySet<string>): string[] {
    return Object.keys(this.#before).filter(key => !seen.has(key))
  }

  open(): Record<string, string> {
    return Object.fromEntries([...this.#open].sort(([, a], [, b]) => (a < b ? 1 : -1)).slice(0, MOST_OPEN))
  }
}

/** Whether the pages go from new to old, and have come to what is old. */
class Order {
  readonly #list: NewestList
  readonly #floor: string
  #last: string | undefined
  #isKept = true

  constructor(list: NewestList, floor: string) {
    this.#list = list
    this.#floor = floor
  }

  isBehind(values: readonly Data[]): boolean {
    const moments = values.map(this.#list.orderOf).filter(moment => moment !== undefined)
    for (const moment of moments) {
      if (this.#last !== undefined && moment > this.#last) this.#isKept = false
      this.#last = moment
    }
    return this.#isKept && moments.length > 1 && moments.at(-1)! < this.#floor
  }
}

/** The first of these members that is a date. */
export const dateIn = (...moments: readonly unknown[]): string | undefined =>
  moments.map(instant).find(moment => moment !== undefined)
