/** Lets the works that share a key go one after the other, in the order they came. */
export class Turns {
  #last = new Map<string, Promise<void>>()

  async take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key)
    const turn = Promise.withResolvers<void>()
    this.#last.set(key, turn.promise)
    try {
      await before
      return await work()
    } finally {
      if (this.#last.get(key) === turn.promise) this.#last.delete(key)
      turn.resolve()
    }
  }

  isTaken(key: string): boolean {
    return this.#last.has(key)
  }
}
