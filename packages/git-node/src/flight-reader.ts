import { Readable } from 'node:stream'

/** Where a reader gets its bytes from, and whom it tells that it goes. */
export interface Fed {
  feed(reader: FlightReader): void
  leave(reader: FlightReader): void
}

/** One of those who read the same answer, each at its own pace. */
export class FlightReader extends Readable {
  readonly #source: Fed
  /** How far it has come. */
  at = 0
  /** Something is being read from the disk for it. */
  isServed = false
  #isHungry = false

  constructor(source: Fed) {
    super({ highWaterMark: 256 * 1024 })
    this.#source = source
  }

  get isHungry(): boolean {
    return this.#isHungry && !this.isServed && !this.destroyed
  }

  give(bytes: Buffer): void {
    this.at += bytes.length
    this.#isHungry = false
    this.push(bytes)
  }

  end(): void {
    this.#isHungry = false
    this.push(null)
  }

  override _read(): void {
    this.#isHungry = true
    this.#source.feed(this)
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#source.leave(this)
    done(error)
  }
}
