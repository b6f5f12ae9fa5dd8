/** So many requests within a window; what comes after them is told how long the window still is. */
export class Limit {
  readonly requests: number
  readonly windowMs: number
  #until = 0
  #taken = 0

  /** An hour may be as short as the test wants it. */
  constructor(requests: number, windowMs: number) {
    this.requests = requests
    this.windowMs = windowMs
  }

  /** Undefined when the request is let through, the seconds to wait otherwise. */
  take(): number | undefined {
    const now = Date.now()
    if (now >= this.#until) [this.#until, this.#taken] = [now + this.windowMs, 0]
    if (this.#taken++ < this.requests) return undefined
    return (this.#until - now) / 1000
  }
}
