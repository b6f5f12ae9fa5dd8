/** Carries what some make to one who takes it, and lets those who are too far ahead wait. */
export class Channel<T> implements AsyncIterable<T> {
  readonly #most: number
  #kept: T[] = []
  #isEnded = false
  #failure: { error: unknown } | undefined
  #wake: (() => void) | undefined
  #waiting: (() => void)[] = []

  constructor(most: number) {
    this.#most = most
  }

  /** Resolves when there is room for more. */
  async push(value: T): Promise<void> {
    this.offer(value)
    if (this.#kept.length > this.#most && !this.#isEnded)
      await new Promise<void>(resolve => this.#waiting.push(resolve))
  }

  /** For the little that comes from where nobody can wait. */
  offer(value: T): void {
    if (this.#isEnded) return
    this.#kept.push(value)
    this.#wake?.()
  }

  /** Nothing comes any more; a failure is thrown after all that came before it. */
  end(failure?: { error: unknown }): void {
    this.#isEnded = true
    this.#failure = failure
    this.#wake?.()
    this.#release()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    try {
      for (;;) {
        const taken = this.#kept
        this.#kept = []
        this.#release()
        yield* taken
        if (this.#kept.length > 0) continue
        if (this.#isEnded) break
        await new Promise<void>(resolve => (this.#wake = resolve))
        this.#wake = undefined
      }
      if (this.#failure) throw this.#failure.error
    } finally {
      this.end(this.#failure)
    }
  }

  #release(): void {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }
}
