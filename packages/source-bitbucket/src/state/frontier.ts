import { instant, instantOf, shown } from './instant.ts'

/** How far a list has been read: everything before `cursor`, and of what is not older the items in `seen`. */
export interface Mark {
  cursor: string
  /** Key to the moment at which the item was read. */
  seen?: Record<string, string>
}

/** What is younger than this may still be overtaken by an older change that the server shows later. */
const UNSETTLED_MS = 5 * 60_000
/** More items than that are not remembered: reading them again must not need another page. */
const MOST_SEEN = 40

/**
 * Decides what of a list is new. The cursor never moves into the last minutes before the read, nor into the future, where a
 * change with an older date could hide behind it; what was read from there on is remembered instead, so that nothing comes twice.
 */
export class Frontier {
  /** Nothing older is wanted. */
  readonly floor: string
  readonly #before: ReadonlyMap<string, string>
  readonly #recent = new Map<string, string>()
  readonly #now: string
  readonly #settled: string
  #edge: string

  constructor(mark: Mark | undefined, { start, now }: { start: string; now: number }) {
    this.floor = instant(mark?.cursor) ?? start
    this.#before = new Map(Object.entries(mark?.seen ?? {}).map(([key, at]) => [key, instant(at) ?? at]))
    this.#edge = this.floor
    this.#now = instantOf(now)
    this.#settled = instantOf(now - UNSETTLED_MS)
  }

  /** Whether the item is new, or has changed since it was read. An item without a date cannot be told from a new one. */
  admits(key: string, at: string | undefined): boolean {
    if (at === undefined) return true
    if (at < this.floor) return false
    this.#note(key, at)
    return this.#before.get(key) !== at
  }

  #note(key: string, at: string): void {
    const edge = at < this.#settled ? at : this.#settled
    if (edge > this.#edge) {
      this.#edge = edge
      for (const [known, when] of this.#recent) if (when < edge) this.#recent.delete(known)
    }
    if (at >= this.#edge) this.#recent.set(key, at)
  }

  /** Where to go on the next time. */
  mark(): Mark {
    const stamps = [...this.#recent.values()].sort()
    const crowded = stamps.length > MOST_SEEN ? stamps.at(-MOST_SEEN)! : this.#edge
    const cursor = [this.#edge, crowded < this.#now ? crowded : this.#edge].sort().at(-1)!
    const seen = [...this.#recent].filter(([, at]) => at >= cursor).map(([key, at]) => [key, shown(at)])
    return { cursor: shown(cursor), ...(seen.length > 0 && { seen: Object.fromEntries(seen) }) }
  }
}
