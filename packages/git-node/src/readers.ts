import { Unavailable } from '@pail/failures'
import { ObjectReader, type Repository } from '@pail/git'

/** Processes that wait for questions, in all; for one repository a second starts when the first has much to do. */
const MAX_READERS = 12
const BUSY = 64

/** Git's memory grows with what it has read, so that none becomes old. */
const MAX_ASKED = 50_000
const MAX_AGE_MS = 5 * 60_000
const IDLE_MS = 30_000

interface Place {
  reader: ObjectReader
  dir: string
  beside: string | undefined
  users: number
  usedAt: number
}

/** The processes that read objects, shared by everyone who reads. */
export class Readers {
  #places: Place[] = []
  /** Told to end, and not ended yet. */
  #leaving = 0
  #queue: (() => void)[] = []
  #timer: NodeJS.Timeout | undefined

  /** A reader for the length of the work. When its process ends meanwhile, the work is done once more with another. */
  async use<T>(repository: Repository, work: (reader: ObjectReader) => Promise<T>): Promise<T> {
    try {
      return await this.#once(repository, work)
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error
      return this.#once(repository, work)
    }
  }

  /** The repository is going away. */
  forget(dir: string): void {
    for (const place of this.#places.filter(place => place.dir === dir || place.beside === dir)) this.#leave(place)
  }

  get count(): number {
    return this.#places.length + this.#leaving
  }

  async #once<T>(repository: Repository, work: (reader: ObjectReader) => Promise<T>): Promise<T> {
    const place = await this.#place(repository)
    place.users++
    try {
      return await work(place.reader)
    } finally {
      place.users--
      place.usedAt = Date.now()
      if (isWornOut(place)) this.#leave(place)
      this.#queue.shift()?.()
    }
  }

  async #place(repository: Repository): Promise<Place> {
    for (;;) {
      this.#places = this.#places.filter(place => place.reader.isUsable)
      const own = this.#places.filter(place => isOf(place, repository) && !isWornOut(place))
      const best = own.sort((a, b) => a.reader.waiting - b.reader.waiting)[0]
      if (best && (best.reader.waiting < BUSY || own.length > 1)) return best
      if (this.count < MAX_READERS) return this.#open(repository)
      if (this.#leaving <= this.#queue.length) this.#makeRoom()
      if (best) return best
      await new Promise<void>(resolve => this.#queue.push(resolve))
    }
  }

  #open(repository: Repository): Place {
    const { dir, beside } = repository
    const place = { reader: new ObjectReader(repository), dir, beside, users: 0, usedAt: Date.now() }
    this.#places.push(place)
    this.#timer ??= setInterval(() => this.#sweep(), IDLE_MS / 3).unref()
    return place
  }

  #makeRoom(): void {
    const idle = this.#places.filter(place => place.users === 0).sort((a, b) => a.usedAt - b.usedAt)[0]
    if (idle) this.#leave(idle)
  }

  #sweep(): void {
    const now = Date.now()
    const stale = (place: Place) => place.users === 0 && (now - place.usedAt > IDLE_MS || isWornOut(place))
    for (const place of this.#places.filter(stale)) this.#leave(place)
    if (this.#places.length > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  /** Whoever still waits for an answer gets it. */
  #leave(place: Place): void {
    if (!this.#places.includes(place)) return
    this.#places = this.#places.filter(other => other !== place)
    place.reader.end()
    this.#leaving++
    void place.reader.gone.then(() => {
      this.#leaving--
      this.#queue.shift()?.()
    })
  }
}

const isOf = (place: Place, { dir, beside }: Repository) => place.dir === dir && place.beside === beside

const isWornOut = ({ reader }: Place) => reader.asked > MAX_ASKED || Date.now() - reader.startedAt > MAX_AGE_MS
