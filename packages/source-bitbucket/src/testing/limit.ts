/** So many requests, then none until a pause has passed, however long that took: an hour of the real service is that long here. */
export class Limit {
  readonly requests: number
  readonly pauseMs: number
  #taken = 0
  #until: number | undefined

  constructor(requests: number, pauseMs: number) {
    this.requests = requests
    this.pauseMs = pauseMs
  }

  /** Undefined when the request is let through, the seconds to wait otherwise. */
  take(): number | undefined {
    const now = Date.now()
    if (this.#until !== undefined && now >= this.#until) [this.#taken, this.#until] = [0, undefined]
    if (this.#until === undefined && this.#taken++ < this.requests) return undefined
    this.#until ??= now + this.pauseMs
    return (this.#until - now) / 1000
  }
}
