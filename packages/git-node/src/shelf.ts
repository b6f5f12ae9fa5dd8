import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

interface Entry {
  size: number
  /** Everyone who has asked for it; the last of them to be dropped takes it along. */
  scopes: Set<string>
  readers: number
}

/** What a small file takes on the disk and in our memory. */
const OVERHEAD = 8 * 1024

const READ_AT_ONCE = 256 * 1024

/** Whole files under a cap for all of them. What stands here never changes; it only goes, the longest unused first. */
export class Shelf {
  readonly maxBytes: number
  readonly #folder: string
  /** The longest unused first. */
  #entries = new Map<string, Entry>()
  #bytes = 0

  private constructor(folder: string, maxBytes: number) {
    this.#folder = folder
    this.maxBytes = maxBytes
  }

  /** A new process begins with nothing, so that nothing half written or made by another git is ever found. */
  static async open(folder: string, maxBytes: number): Promise<Shelf> {
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true, mode: 0o700 })
    return new Shelf(folder, maxBytes)
  }

  /** What all files take, also those that are being written. */
  get bytes(): number {
    return this.#bytes
  }

  /** For a file to be, of which nobody knows yet. */
  passing(): string {
    return join(this.#folder, `${randomUUID()}.part`)
  }

  /** Makes room for bytes to be written and counts them; false when there is none. */
  grant(bytes: number): boolean {
    if (!this.#makeRoom(bytes)) return false
    this.#bytes += bytes
    return true
  }

  /** They were not written, or are gone. */
  giveBack(bytes: number): void {
    this.#bytes -= bytes
  }

  /** Takes a passing file over, of which the bytes were granted. Answers how to say that its first readers have left. */
  async put(file: string, name: string, { size, scopes }: Omit<Entry, 'readers'>): Promise<(() => void) | undefined> {
    if (!this.grant(OVERHEAD)) return undefined
    const isThere = await rename(file, this.#place(name)).then(is, isNot)
    if (!isThere) return void this.giveBack(OVERHEAD)
    const entry = { size, scopes, readers: 1 }
    this.#entries.set(name, entry)
    return () => void entry.readers--
  }

  /** The bytes of a file, if it is there. */
  async read(name: string, scope: string): Promise<{ bytes: Readable; size: number } | undefined> {
    const entry = this.#entries.get(name)
    if (!entry) return undefined
    this.#entries.delete(name)
    this.#entries.set(name, entry)
    entry.scopes.add(scope)
    entry.readers++
    const file = await openWhole(this.#place(name), entry.size)
    if (file) {
      const bytes = file.createReadStream({ highWaterMark: READ_AT_ONCE }).once('close', () => entry.readers--)
      return { bytes, size: entry.size }
    }
    entry.readers--
    if (this.#entries.get(name) === entry) void this.remove(name)
    return undefined
  }

  async remove(name: string): Promise<void> {
    const entry = this.#entries.get(name)
    if (!entry || !this.#entries.delete(name)) return
    this.#bytes -= entry.size + OVERHEAD
    await rm(this.#place(name), { force: true }).catch(() => {})
  }

  async drop(scope: string): Promise<void> {
    const left = [...this.#entries].filter(([, { scopes }]) => scopes.delete(scope) && scopes.size === 0)
    await Promise.all(left.map(([name]) => this.remove(name)))
  }

  /** What is being read stays, as its bytes would stay on the disk anyway. */
  #makeRoom(bytes: number): boolean {
    if (this.#bytes + bytes <= this.maxBytes) return true
    for (const [name, { readers }] of this.#entries) {
      if (readers === 0) void this.remove(name)
      if (this.#bytes + bytes <= this.maxBytes) return true
    }
    return false
  }

  #place(name: string): string {
    return join(this.#folder, name)
  }
}

const is = () => true
const isNot = () => false

/** A file that somebody has cut short is worse than none. */
async function openWhole(path: string, size: number): Promise<FileHandle | undefined> {
  const file = await open(path).catch(() => undefined)
  if (!file || (await file.stat()).size === size) return file
  await file.close()
  return undefined
}
