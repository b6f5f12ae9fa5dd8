import type { Oid } from '@pail/git'
import { Recent } from './recent.ts'
import type { Seats } from './seats.ts'
import { Turns } from './turns.ts'

/** A commit of a walk; `path` where the walk is that of a file that had several. */
export interface Step {
  commit: Oid
  path?: string
}

/** What the walk is, and how it goes on after so many steps. */
export interface Walking {
  key: readonly string[]
  signal: AbortSignal
  /** Steps taken at a time at least: whoever reads one page mostly reads the next. */
  stride: number
  onward(skip: number): AsyncGenerator<Step>
}

const OID_BYTES = 20
const MAX_BYTES = 96 * 2 ** 20

/** The beginning of a walk, as far as anyone has been interested. */
export class Walk {
  length = 0
  isWhole = false
  #ids = Buffer.alloc(64 * OID_BYTES)
  #paths: string[] = []

  push({ commit, path }: Step): void {
    if (this.#ids.length === this.length * OID_BYTES) this.#ids = Buffer.concat([this.#ids], 2 * this.#ids.length)
    this.#ids.write(commit, this.length * OID_BYTES, 'hex')
    if (path !== undefined) this.#paths[this.length] = path
    this.length++
  }

  at(index: number): Step {
    const commit = this.#ids.toString('hex', index * OID_BYTES, (index + 1) * OID_BYTES) as Oid
    const path = this.#paths[index]
    return path === undefined ? { commit } : { commit, path }
  }

  slice(first: number, end: number): Step[] {
    return Array.from({ length: Math.max(0, Math.min(end, this.length) - first) }, (_, at) => this.at(first + at))
  }

  /** Where a commit is; -1 when the walk has not come to it. */
  indexOf(commit: Oid): number {
    const wanted = Buffer.from(commit, 'hex')
    const end = this.length * OID_BYTES
    let at = this.#ids.indexOf(wanted)
    while (at >= 0 && at % OID_BYTES !== 0) at = this.#ids.indexOf(wanted, at + 1)
    return at < 0 || at >= end ? -1 : at / OID_BYTES
  }

  get bytes(): number {
    return 200 + this.#ids.length + this.#paths.reduce((sum, path) => sum + 2 * path.length + 30, 0)
  }
}

/** Remembers walks through history, which never change once it is said where they begin. */
export class Walks {
  #kept = new Recent<Walk>(MAX_BYTES)
  #turns = new Turns()
  readonly #seats: Seats

  constructor(seats: Seats) {
    this.#seats = seats
  }

  /** The walk, gone on with until there is enough of it or it has come to its end. */
  async until(walking: Walking, isEnough: (walk: Walk) => boolean): Promise<Walk> {
    const key = walking.key.join('\0')
    const known = this.#kept.get(key)
    if (known && (known.isWhole || isEnough(known))) return known
    return this.#turns.take(key, async () => {
      walking.signal.throwIfAborted()
      const walk = this.#kept.get(key) ?? new Walk()
      if (!walk.isWhole && !isEnough(walk)) {
        await this.#seats.during(walking.signal, () => goOn(walk, walking, isEnough))
      }
      return this.#kept.set(key, walk, walk.bytes)
    })
  }
}

async function goOn(walk: Walk, { stride, onward }: Walking, isEnough: (walk: Walk) => boolean): Promise<void> {
  const least = walk.length + stride
  for await (const step of onward(walk.length)) {
    walk.push(step)
    const enough = isEnough(walk)
    if (enough && walk.length >= least) return
  }
  walk.isWhole = true
}
