import { Readable } from 'node:stream'
import type { Oid } from '@pail/git'
import type { GitNode } from '@pail/git-node'

/** What small files of one request may be kept in memory, and one of them. */
const HELD_BYTES = 4 * 2 ** 20
const FILE_BYTES = 256 * 2 ** 10

/** The files of one request until there is a commit: small ones in memory, others in a quarantine of the git node. */
export class Spool {
  #git: GitNode
  #storage: string
  #signal: AbortSignal
  #held = 0
  #quarantine: string | undefined

  constructor(git: GitNode, storage: string, signal: AbortSignal) {
    this.#git = git
    this.#storage = storage
    this.#signal = signal
  }

  /** The file itself, or the name by which the git node knows it. */
  async take(content: AsyncIterable<Buffer>): Promise<Buffer | Oid> {
    const pieces = content[Symbol.asyncIterator]()
    const begun: Buffer[] = []
    const room = Math.min(FILE_BYTES, HELD_BYTES - this.#held)
    for (let size = 0; size <= room; ) {
      const { done, value } = await pieces.next()
      if (done) {
        this.#held += size
        return Buffer.concat(begun)
      }
      begun.push(value)
      size += value.length
    }
    return this.#send(chain(begun, { [Symbol.asyncIterator]: () => pieces }))
  }

  /** Nothing of the request is in a quarantine. */
  get isInMemory(): boolean {
    return this.#quarantine === undefined
  }

  /** Hands the quarantine over to whoever makes the commit, if there is one. */
  give(): string | undefined {
    const given = this.#quarantine
    this.#quarantine = undefined
    return given
  }

  /** Nothing becomes of what was not handed over. */
  async end(): Promise<void> {
    const left = this.give()
    if (left !== undefined) await this.#git.discard(this.#storage, left).catch(() => {})
  }

  async #send(content: AsyncIterable<Buffer>): Promise<Oid> {
    this.#quarantine ??= await this.#git.beginWrite(this.#storage)
    const body = Readable.from(content, { objectMode: false })
    try {
      const ask = { signal: this.#signal }
      return (await this.#git.writeBlob(this.#storage, this.#quarantine, body, ask)).oid
    } catch (error) {
      // What went wrong with the body is why the git node did not get it.
      throw body.errored ?? error
    } finally {
      body.destroy()
    }
  }
}

async function* chain(...all: (Iterable<Buffer> | AsyncIterable<Buffer>)[]): AsyncGenerator<Buffer> {
  for (const pieces of all) yield* pieces
}
