// A shard that lies there and is not seen for so long is damaged. A webserver looks at its folder every minute at least.
const PATIENCE_MS = 120_000
const FORGOTTEN_MS = 600_000

/** Since when which layers were not seen. */
export class Misses {
  private readonly times = new Map<number, { first: number; last: number }>()

  /** Notes layers that have not answered, and returns those that have not for long. */
  note(layers: readonly number[], now: number): number[] {
    for (const [layer, { last }] of this.times) if (now - last > FORGOTTEN_MS) this.times.delete(layer)
    return layers.filter(layer => {
      const { first } = this.times.get(layer) ?? { first: now }
      this.times.set(layer, { first, last: now })
      return now - first > PATIENCE_MS
    })
  }
}
