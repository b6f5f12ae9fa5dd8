/** Keeps the values used last, while all of them together weigh no more than is allowed. */
export class Recent<V> {
  #kept = new Map<string, { value: V; weight: number }>()
  #maxWeight: number
  #weight = 0

  constructor(maxWeight: number) {
    this.#maxWeight = maxWeight
  }

  get(key: string): V | undefined {
    const kept = this.#kept.get(key)
    if (!kept) return undefined
    this.#kept.delete(key)
    this.#kept.set(key, kept)
    return kept.value
  }

  set(key: string, value: V, weight = 1): V {
    this.delete(key)
    // What takes most of the room would drive out everything else for one use.
    if (weight > this.#maxWeight / 4) return value
    this.#kept.set(key, { value, weight })
    this.#weight += weight
    for (const oldest of this.#kept.keys()) {
      if (this.#weight <= this.#maxWeight) break
      this.delete(oldest)
    }
    return value
  }

  delete(key: string): void {
    this.#weight -= this.#kept.get(key)?.weight ?? 0
    this.#kept.delete(key)
  }
}
