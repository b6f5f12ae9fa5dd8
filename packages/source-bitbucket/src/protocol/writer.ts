import type { Writable } from 'node:stream'
import { lineOf } from './line.ts'
import type { Message } from './message.ts'

/** Whoever listened has gone; there is nobody left to tell. */
export class Gone extends Error {
  override name = 'Gone'
}

/** Writes messages as lines, no faster than they are taken. */
export class Writer {
  readonly #stream: Writable
  #isGone = false
  #wake: (() => void) | undefined

  constructor(stream: Writable) {
    this.#stream = stream
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error
      this.#isGone = true
      this.#wake?.()
    })
    stream.on('drain', () => this.#wake?.())
  }

  /** Many messages are one write. */
  async write(messages: readonly Message[]): Promise<void> {
    if (this.#isGone) throw new Gone()
    const isTaken = this.#stream.write(messages.map(lineOf).join(''))
    if (!isTaken) await new Promise<void>(resolve => (this.#wake = resolve))
    this.#wake = undefined
    if (this.#isGone) throw new Gone()
  }

  /** Resolves when everything has been taken. */
  async end(): Promise<void> {
    if (this.#isGone) return
    await new Promise<void>(resolve => {
      this.#wake = resolve
      this.#stream.write('', () => resolve())
    })
  }
}
