import type { Data } from '../protocol/message.ts'
import { shown } from '../state/instant.ts'
import type { NewestList } from './newest.ts'

/** Each that is open costs a request; older ones beyond that many will hardly be closed any more. */
const MOST_OPEN = 200

/** Knows which were open, and which are. */
export class Following {
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

  /** Those that were open, with the dates they had. */
  get before(): Readonly<Record<string, string>> {
    return this.#before
  }

  /** Those that were open and have not been met. */
  left(seen: ReadonlySet<string>): string[] {
    return Object.keys(this.#before).filter(key => !seen.has(key))
  }

  open(): Record<string, string> {
    return Object.fromEntries([...this.#open].sort(([, a], [, b]) => (a < b ? 1 : -1)).slice(0, MOST_OPEN))
  }
}
