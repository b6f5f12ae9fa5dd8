interface Place {
  visitors: number
  /** Ends the work that needs to be alone. */
  abort?: AbortController
  /** When that work has ended. */
  left?: Promise<void>
}

/**
 * Keeps work that drops objects away from pushes: a push may lead a ref to an old object between the moment when it is
 * found useless and the moment when it is dropped. The push goes first; what it interrupts is done another time.
 */
export class Presence {
  #places = new Map<string, Place>()

  /** Resolves when nothing is being dropped; the answer ends the visit. */
  async enter(key: string): Promise<() => void> {
    const place = this.#place(key)
    place.visitors++
    place.abort?.abort()
    await place.left
    let inside = true
    return () => {
      if (inside) place.visitors--
      inside = false
      this.#forget(key, place)
    }
  }

  /** False when somebody was there, or came. */
  async alone(key: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
    const place = this.#place(key)
    if (place.visitors > 0 || place.abort) return false
    const abort = new AbortController()
    place.abort = abort
    const left = Promise.withResolvers<void>()
    place.left = left.promise
    try {
      await work(AbortSignal.any([signal, abort.signal]))
    } catch (error) {
      if (!abort.signal.aborted) throw error
    } finally {
      left.resolve()
      delete place.left
      delete place.abort
      this.#forget(key, place)
    }
    return !abort.signal.aborted
  }

  #place(key: string): Place {
    const place = this.#places.get(key) ?? { visitors: 0 }
    this.#places.set(key, place)
    return place
  }

  #forget(key: string, place: Place): void {
    if (place.visitors === 0 && !place.abort) this.#places.delete(key)
  }
}
