import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { Flight, type Make } from './flight.ts'
import { Shelf } from './shelf.ts'

/** An answer that somebody wants. */
export interface Wanted {
  /** Says everything that the bytes follow from, as `nameOf` does. Without it they are made for this caller alone. */
  name?: string | undefined
  /** The repository that the bytes come from: they go with it. */
  scope: string
  /** Aborting takes this caller away; the work ends with the last one. */
  signal: AbortSignal
}

export interface Found {
  bytes: Readable
  /** How many there are in all, when it is kept and known. */
  whole?: number
}

/** An answer on its way, and where it is to go. */
interface Aloft {
  name: string | undefined
  file: string | undefined
  flight: Flight
  scopes: Set<string>
  /** What its file may take by now. */
  granted: number
}

/** Larger answers would drive out everything else. */
const LARGEST_SHARE = 0.5

/** Names of answers that were too large are remembered up to this number. */
const MAX_REMEMBERED = 1000

/**
 * Answers kept on disk under what they follow from. Those who ask for the same at once share one piece of work, and may
 * read while it goes on.
 */
export class ContentCache {
  readonly #shelf: Shelf
  #aloft = new Map<string, Aloft>()
  #tooLarge = new Set<string>()

  private constructor(shelf: Shelf) {
    this.#shelf = shelf
  }

  /** The folder is emptied; nothing else may be in it. */
  static async open(folder: string, maxBytes: number): Promise<ContentCache> {
    return new ContentCache(await Shelf.open(folder, maxBytes))
  }

  /** What all files of the cache take. */
  get bytes(): number {
    return this.#shelf.bytes
  }

  /** The bytes as soon as there is a first one: kept, on their way already, or made now. */
  async read({ name, scope, signal }: Wanted, make: Make): Promise<Found> {
    signal.throwIfAborted()
    const kept = name && (await this.#shelf.read(name, scope))
    if (kept) return { bytes: until(signal, kept.bytes), whole: kept.size }
    const { flight, scopes } = (name && this.#aloft.get(name)) || this.#begin(name, make)
    scopes.add(scope)
    const bytes = until(signal, flight.join())
    await flight.begun.catch(error => {
      bytes.destroy()
      throw signal.aborted ? signal.reason : error
    })
    signal.throwIfAborted()
    return { bytes }
  }

  /** Forgets what only this repository has asked for. */
  async drop(scope: string): Promise<void> {
    for (const [name, { scopes }] of this.#aloft)
      if (scopes.delete(scope) && scopes.size === 0) this.#aloft.delete(name)
    await this.#shelf.drop(scope)
  }

  #begin(name: string | undefined, make: Make): Aloft {
    const file = name !== undefined && this.#tooLarge.has(name) ? undefined : this.#shelf.passing()
    const mayGrow = (bytes: number) => this.#mayGrow(aloft, bytes)
    const flight = new Flight({ make, file, mayGrow, onClosed: () => this.#close(aloft) })
    const aloft: Aloft = { name, file, flight, scopes: new Set(), granted: 0 }
    if (name !== undefined && file !== undefined) this.#aloft.set(name, aloft)
    void flight.over.then(isGood => this.#land(aloft, isGood))
    return aloft
  }

  async #land(aloft: Aloft, isGood: boolean): Promise<void> {
    const { file, flight, granted } = aloft
    const leave = isGood ? await this.#keep(aloft) : undefined
    this.#close(aloft)
    if (!leave && file !== undefined) await rm(file, { force: true }).catch(() => {})
    await flight.letGo()
    if (leave) leave()
    else this.#shelf.giveBack(granted)
  }

  /** Nothing is kept for a repository that has gone meanwhile. */
  async #keep(aloft: Aloft): Promise<(() => void) | undefined> {
    const { name, file, scopes, granted } = aloft
    if (!name || !file || !this.#isOpen(aloft)) return undefined
    const leave = await this.#shelf.put(file, name, { size: granted, scopes })
    if (!this.#isOpen(aloft)) void this.#shelf.remove(name)
    return leave
  }

  #mayGrow(aloft: Aloft, bytes: number): boolean {
    if (aloft.granted + bytes > this.#shelf.maxBytes * LARGEST_SHARE) {
      if (this.#tooLarge.size >= MAX_REMEMBERED) this.#tooLarge.clear()
      if (aloft.name !== undefined) this.#tooLarge.add(aloft.name)
      return false
    }
    if (!this.#shelf.grant(bytes)) return false
    aloft.granted += bytes
    return true
  }

  /** Others may still join. */
  #isOpen({ name, flight }: Aloft): boolean {
    return name !== undefined && this.#aloft.get(name)?.flight === flight
  }

  #close(aloft: Aloft): void {
    if (this.#isOpen(aloft)) this.#aloft.delete(aloft.name!)
  }
}

/** Equal for equal terms, and fit to be the name of a file. */
export const nameOf = (terms: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(terms)).digest('hex')

/** A stream that ends with the wish for it. */
function until<T extends Readable>(signal: AbortSignal, stream: T): T {
  const leave = () => stream.destroy()
  signal.addEventListener('abort', leave, { once: true })
  stream.once('close', () => signal.removeEventListener('abort', leave))
  if (signal.aborted) leave()
  return stream
}
