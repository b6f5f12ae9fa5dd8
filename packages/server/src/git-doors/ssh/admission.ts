/** How much is open at once, and how fast strangers may try. */
export interface Limits {
  connections: number
  connectionsPerAddress: number
  /** Of those, how many may not have shown a key yet. */
  strangers: number
  strangersPerAddress: number
  /** Connections that ended without a good key, which an address has at most in a minute. */
  failuresPerMinute: number
}

export const LIMITS: Limits = {
  connections: 1000,
  connectionsPerAddress: 250,
  strangers: 200,
  strangersPerAddress: 50,
  failuresPerMinute: 120,
}

/** A place that was given to a connection. */
export interface Place {
  /** A good key was shown. */
  know(): void
  leave(): void
}

/** Counts connections by the address they come from. */
export class Admission {
  #limits: Limits
  #now: () => number
  #all = new Count()
  #strangers = new Count()
  #failures = new Map<string, { left: number; at: number }>()

  constructor(limits: Limits = LIMITS, now: () => number = Date.now) {
    this.#limits = limits
    this.#now = now
  }

  /** Nothing when there is no place. */
  enter(address: string): Place | undefined {
    const network = networkOf(address)
    const { connections, connectionsPerAddress, strangers, strangersPerAddress } = this.#limits
    const isFull =
      this.#all.total >= connections ||
      this.#strangers.total >= strangers ||
      this.#all.of(network) >= connectionsPerAddress ||
      this.#strangers.of(network) >= strangersPerAddress
    if (isFull || this.#leftFor(network) < 1) return undefined
    this.#all.add(network, 1)
    this.#strangers.add(network, 1)
    let isStranger = true
    const know = () => {
      if (isStranger) this.#strangers.add(network, -1)
      isStranger = false
    }
    return {
      know,
      leave: () => {
        if (isStranger) this.#fail(network)
        know()
        this.#all.add(network, -1)
      },
    }
  }

  /** What was used up comes back little by little. */
  #leftFor(network: string): number {
    const most = this.#limits.failuresPerMinute
    const known = this.#failures.get(network)
    if (!known) return most
    const left = Math.min(most, known.left + ((this.#now() - known.at) / 60_000) * most)
    if (left === most) this.#failures.delete(network)
    return left
  }

  #fail(network: string): void {
    this.#failures.set(network, { left: Math.max(0, this.#leftFor(network) - 1), at: this.#now() })
    if (this.#failures.size > MOST_REMEMBERED) for (const key of this.#failures.keys()) this.#leftFor(key)
    if (this.#failures.size > MOST_REMEMBERED) this.#failures.clear()
  }
}

const MOST_REMEMBERED = 10_000

class Count {
  total = 0
  #by = new Map<string, number>()

  of(key: string): number {
    return this.#by.get(key) ?? 0
  }

  add(key: string, by: 1 | -1): void {
    this.total += by
    const now = this.of(key) + by
    if (now > 0) this.#by.set(key, now)
    else this.#by.delete(key)
  }
}

/** Whoever has an address of the sixth version has a whole network of them. */
function networkOf(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address
  const [head = '', tail] = address.split('::')
  const first = head.split(':').filter(Boolean)
  const last = (tail ?? '').split(':').filter(Boolean)
  const zeros = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0')
  return [...first, ...zeros, ...last].slice(0, 4).join(':')
}
