import { TimedOut } from '@pail/failures'
import { unlessAborted } from './budget.ts'

/** Gives git so much time to answer in all. How long a reader takes to read does not count. */
export class Pace {
  /** Aborted when the time is over, or when nobody wants the work any more. */
  readonly signal: AbortSignal
  #leftMs: number
  #over = new AbortController()

  constructor(seconds: number, signal: AbortSignal) {
    this.#leftMs = seconds * 1000
    this.signal = AbortSignal.any([signal, this.#over.signal])
  }

  async wait<T>(promise: Promise<T>): Promise<T> {
    const began = performance.now()
    const timer = setTimeout(() => this.#over.abort(new TimedOut('This takes longer than it may')), this.#leftMs)
    try {
      return await unlessAborted(promise, this.signal)
    } finally {
      clearTimeout(timer)
      this.#leftMs -= performance.now() - began
    }
  }

  async *through(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    const chunks = source[Symbol.asyncIterator]()
    try {
      for (let next = await this.wait(chunks.next()); !next.done; next = await this.wait(chunks.next()))
        yield next.value
    } finally {
      // Where git is stuck, this ends only with its process.
      void chunks.return?.()?.catch(() => {})
    }
  }
}
