import { unlessAborted } from './budget.ts'
import { Recent } from './recent.ts'
import type { Seats } from './seats.ts'

/** What is asked for, and by whom. */
export interface Wish<T> {
  /** Says everything that the answer depends on. */
  key: readonly string[]
  signal: AbortSignal
  /** About how many bytes of memory an answer takes. */
  weigh: (answer: T) => number
}

interface Flight {
  answer: Promise<unknown>
  waiting: number
  abort: AbortController
}

const MAX_BYTES = 96 * 2 ** 20

/** Remembers answers that never change, and lets those who want the same at the same time share the work. */
export class Answers {
  #kept = new Recent<{ answer: unknown }>(MAX_BYTES)
  #flights = new Map<string, Flight>()
  readonly #seats: Seats

  constructor(seats: Seats) {
    this.#seats = seats
  }

  async get<T>(wish: Wish<T>, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const key = wish.key.join('\0')
    const kept = this.#kept.get(key)
    if (kept) return kept.answer as T
    const flight = this.#flights.get(key) ?? this.#begin(key, wish, work)
    flight.waiting++
    try {
      return (await unlessAborted(flight.answer, wish.signal)) as T
    } finally {
      flight.waiting--
      if (flight.waiting === 0) this.#end(key, flight)
    }
  }

  #begin<T>(key: string, { weigh }: Wish<T>, work: (signal: AbortSignal) => Promise<T>): Flight {
    const abort = new AbortController()
    const answer = this.#seats
      .during(abort.signal, () => work(abort.signal))
      .then(answer => {
        this.#kept.set(key, { answer }, 200 + 2 * key.length + weigh(answer))
        return answer
      })
    const flight = { answer, waiting: 0, abort }
    this.#flights.set(key, flight)
    return flight
  }

  /** The work has ended, or the last one who wanted it has gone. */
  #end(key: string, flight: Flight): void {
    if (this.#flights.get(key) === flight) this.#flights.delete(key)
    flight.abort.abort()
  }
}
