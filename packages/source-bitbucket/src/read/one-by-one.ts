import type { Data } from '../protocol/message.ts'
import { Frontier, type Mark } from '../state/frontier.ts'
import { instant, shown } from '../state/instant.ts'
import type { NewestList } from './newest.ts'
import type { Slice } from './slice.ts'

/** After that many a state says how far it is. */
const BETWEEN_STATES = 20

interface Work {
  waiting: Data[]
  /** Those that were open before, with the dates they had. */
  before: Readonly<Record<string, string>>
}

/**
 * Hands on what takes a request for each, in the order in which it last changed: a read that ends on the way has lost no more
 * than the last few.
 */
export async function oneByOne(slice: Slice, list: NewestList, { waiting, before }: Work): Promise<void> {
  const frontier = new Frontier(slice.before as Mark | undefined, slice)
  const open = new Map(Object.entries(before))
  const dateOf = (record: Data) => list.dateOf(record) ?? ''
  waiting.sort((a, b) => (dateOf(a) < dateOf(b) ? -1 : 1))
  for (const [at, record] of waiting.entries()) {
    await slice.emit(await list.shape(slice, [record]))
    const key = list.keyOf(record)
    frontier.admits(key, list.dateOf(record))
    if (list.isOpen?.(record)) open.set(key, shown(dateOf(record)))
    else open.delete(key)
    if ((at + 1) % BETWEEN_STATES === 0)
      await slice.checkpoint(entryOf(list, { frontier, open }, waiting.slice(at + 1)))
  }
}

/** What began before the mark and is still to be read would not be met on the pages after it: it is kept by name. */
function entryOf(
  list: NewestList,
  { frontier, open }: { frontier: Frontier; open: ReadonlyMap<string, string> },
  left: readonly Data[],
): Data {
  const mark = frontier.mark()
  const cursor = instant(mark.cursor) ?? ''
  const behind = left.filter(record => (list.orderOf(record) ?? '') < cursor)
  return {
    ...mark,
    open: { ...Object.fromEntries(open), ...Object.fromEntries(behind.map(one => [list.keyOf(one), ''])) },
  }
}
