import { type FileHandle, open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { TimedOut } from '@pail/failures'
import { FlightReader } from './flight-reader.ts'

/** What a piece of work gives. */
export interface Made {
  bytes: Readable
  /**
   * Asked after the last byte. False: good for those who read it now, but not to be kept. A rejection means that the
   * bytes are not the whole.
   */
  end(size: number): Promise<boolean>
}

export type Make = (signal: AbortSignal) => Promise<Made>

export interface FlightPlan {
  make: Make
  /** A file that does not exist yet, to hold the bytes while they come; none when there is too much for one. */
  file: string | undefined
  /** Whether the file may become so much longer. */
  mayGrow(bytes: number): boolean
  /** Nobody can join any more: the last reader has gone, or not everything is in the file. */
  onClosed(): void
}

/** A piece is read from the disk at once. */
const PIECE = 256 * 1024

/** A reader that takes nothing for so long, while others or a process wait for it, is cut off. */
const STALL_MS = 60_000

/**
 * An answer on its way. Its bytes go to a file as fast as they come, and everyone reads them there, also from the start
 * while it still grows. Where there is no room in a file, they go from hand to hand, at the pace of the slowest reader.
 */
export class Flight {
  readonly #plan: FlightPlan
  readonly #abort = new AbortController()
  readonly #readers = new Set<FlightReader>()
  readonly #begun = Promise.withResolvers<void>()
  readonly #closed = Promise.withResolvers<void>()
  #file: FileHandle | undefined
  /** Bytes in the file. */
  #written = 0
  /** All bytes so far. */
  #size = 0
  /** The newest bytes, for those who have all before them. */
  #chunk: Buffer = Buffer.alloc(0)
  #taken: (() => void) | undefined
  #hasFile: boolean
  #isOver = false
  #isLetGo = false
  #failure: unknown

  /** Resolves after the last byte with whether the file is whole and worth keeping. Never rejects. */
  readonly over: Promise<boolean>

  constructor(plan: FlightPlan) {
    this.#plan = plan
    this.#hasFile = plan.file !== undefined
    this.#begun.promise.catch(() => {})
    this.over = this.#run()
  }

  /** Resolves with the first byte; rejects when there is a failure instead. */
  get begun(): Promise<void> {
    return this.#begun.promise
  }

  join(): FlightReader {
    const reader = new FlightReader(this)
    this.#readers.add(reader)
    return reader
  }

  leave(reader: FlightReader): void {
    this.#readers.delete(reader)
    this.#seeWhetherTaken()
    if (this.#readers.size > 0) return
    if (!this.#isOver) {
      this.#abort.abort()
      this.#begun.reject(this.#abort.signal.reason)
      this.#plan.onClosed()
    }
    this.#closeWhenDone()
  }

  /** Whoever keeps the file has it; it may be closed when nobody reads any more. Resolves when it is. */
  async letGo(): Promise<void> {
    this.#isLetGo = true
    this.#closeWhenDone()
    await this.#closed.promise
  }

  feed(reader: FlightReader): void {
    if (!reader.isHungry) return
    if (reader.at === this.#size - this.#chunk.length && this.#chunk.length > 0) this.#hand(reader)
    else if (reader.at < this.#written) void this.#serve(reader)
    else if (this.#isOver && this.#failure === undefined) reader.end()
    else if (this.#isOver) reader.destroy(this.#failure as Error)
  }

  async #run(): Promise<boolean> {
    let isGood = false
    try {
      const { bytes, end } = await this.#plan.make(this.#abort.signal)
      for await (const chunk of bytes as AsyncIterable<Buffer>) await this.#take(chunk)
      isGood = await end(this.#size)
      this.#begun.resolve()
    } catch (error) {
      this.#failure = error
      this.#begun.reject(error)
    }
    this.#isOver = true
    this.#feedAll()
    return isGood && this.#file !== undefined && this.#hasFile && !this.#abort.signal.aborted
  }

  async #take(chunk: Buffer): Promise<void> {
    if (this.#hasFile && (await this.#write(chunk))) {
      this.#written += chunk.length
      this.#size = this.#written
      this.#chunk = chunk
      this.#begun.resolve()
      return this.#feedAll()
    }
    if (this.#hasFile) this.#plan.onClosed()
    this.#hasFile = false
    this.#size += chunk.length
    this.#chunk = chunk
    this.#begun.resolve()
    await this.#handRound()
  }

  /** A full disk is no reason to refuse anybody. */
  async #write(chunk: Buffer): Promise<boolean> {
    try {
      if (!this.#plan.mayGrow(chunk.length)) return false
      this.#file ??= await open(this.#plan.file!, 'wx+', 0o600)
      for (let at = 0; at < chunk.length; ) {
        const { bytesWritten } = await this.#file.write(chunk, at, chunk.length - at, this.#written + at)
        at += bytesWritten
      }
      return true
    } catch {
      return false
    }
  }

  async #handRound(): Promise<void> {
    const taken = Promise.withResolvers<void>()
    this.#taken = taken.resolve
    this.#feedAll()
    this.#seeWhetherTaken()
    const stalled = setTimeout(() => this.#cutOff(), STALL_MS)
    await taken.promise
    clearTimeout(stalled)
  }

  #cutOff(): void {
    for (const reader of this.#readers)
      if (reader.at < this.#size) reader.destroy(new TimedOut('The answer was not read for too long'))
  }

  #seeWhetherTaken(): void {
    if ([...this.#readers].every(reader => reader.at >= this.#size)) this.#taken?.()
  }

  #feedAll(): void {
    for (const reader of [...this.#readers]) this.feed(reader)
  }

  #hand(reader: FlightReader): void {
    reader.give(this.#chunk)
    this.#seeWhetherTaken()
  }

  async #serve(reader: FlightReader): Promise<void> {
    reader.isServed = true
    try {
      const length = Math.min(PIECE, this.#written - reader.at)
      const { bytesRead, buffer } = await this.#file!.read(Buffer.allocUnsafe(length), 0, length, reader.at)
      reader.isServed = false
      if (bytesRead === 0) throw new Error('A file of the cache is shorter than it was')
      if (!reader.destroyed) reader.give(buffer.subarray(0, bytesRead))
    } catch (error) {
      reader.destroy(error as Error)
    }
  }

  #closeWhenDone(): void {
    if (!this.#isLetGo || this.#readers.size > 0) return
    this.#closed.resolve(this.#file?.close().catch(() => {}))
    this.#file = undefined
  }
}
