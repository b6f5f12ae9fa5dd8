import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { bytes, plain } from './terminal.ts'

/** Told to whoever looks on, so often at most. */
const PAUSE_MS = 100

/** A line on standard error that says how far something is; nothing where nobody looks on. */
export class Progress {
  readonly #what: string
  readonly #total: number | undefined
  #done = 0
  #shownAt = 0

  constructor(what: string, total: number | undefined) {
    this.#what = plain(what)
    this.#total = total
  }

  add(count: number): void {
    this.#done += count
    if (!process.stderr.isTTY || Date.now() - this.#shownAt < PAUSE_MS) return
    this.#shownAt = Date.now()
    const share = this.#total
      ? ` of ${bytes(this.#total)} (${Math.min(100, Math.floor((this.#done / this.#total) * 100))} %)`
      : ''
    process.stderr.write(`\r\u001b[K${this.#what}  ${bytes(this.#done)}${share}`)
  }

  end(): void {
    if (this.#shownAt > 0) process.stderr.write('\r\u001b[K')
  }

  /** Counts what passes. */
  async *through(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      for await (const piece of content) {
        this.add(piece.length)
        yield piece
      }
    } finally {
      this.end()
    }
  }

  /** Counts what this process sends in the meantime. */
  async whileSending<T>(work: () => Promise<T>): Promise<T> {
    const count = (message: unknown) => this.add((message as { chunk: Uint8Array }).chunk.length)
    subscribe('undici:request:bodyChunkSent', count)
    try {
      return await work()
    } finally {
      unsubscribe('undici:request:bodyChunkSent', count)
      this.end()
    }
  }
}
