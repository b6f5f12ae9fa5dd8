import { setImmediate as turn } from 'node:timers/promises'
import { Dicer } from '@fastify/busboy'
import { Invalid } from '@pail/failures'

/** What has come of a part so far and is not read yet. */
export interface Found {
  /** Their values as Latin-1, by name in lower case; until they are whole there are none. */
  headers?: Readonly<Record<string, string[]>>
  pieces: Buffer[]
  isOver: boolean
}

/** A body that Dicer cuts into parts as far as they are asked for: what is held at once came in one piece. */
export class Incoming {
  #body: AsyncIterator<Uint8Array>
  #dicer: Dicer
  #found: Found[] = []
  #isOver = false
  /** Pieces of contents in what was written last. */
  #came = 0
  #hasEnded = false

  constructor(body: AsyncIterable<Uint8Array>, boundary: string, maxHeaders: number) {
    this.#body = body[Symbol.asyncIterator]()
    this.#dicer = new Dicer({ boundary, maxHeaderPairs: maxHeaders })
    this.#dicer.on('part', stream => {
      stream.on('data', () => this.#came++)
      this.#found.push(found(stream))
    })
    this.#dicer.on('finish', () => {
      this.#isOver = true
    })
  }

  /** The next part, if there is one. */
  async part(): Promise<Found | undefined> {
    while (this.#found.length === 0 && !this.#isOver) await this.more()
    return this.#found.shift()
  }

  /** Takes one more piece of the body and answers how long it was. */
  async more(): Promise<number> {
    const { done, value } = await this.#body.next()
    if (done) return this.#last()
    this.#came = 0
    this.#dicer.write(value)
    // Dicer tells in ticks of its own what it found, except for the bytes of a content: those are not waited for.
    if (this.#came === 0) await turn()
    return value.length
  }

  /** What was not waited for is there by now, or nothing is. */
  async #last(): Promise<number> {
    if (this.#hasEnded) throw new Invalid('Bad request', { detail: 'The body ends before its last boundary.' })
    this.#hasEnded = true
    await turn()
    return 0
  }

  /** Passes over what is left, so that whoever sends it may finish; not without end. */
  async rest(maxBytes: number): Promise<void> {
    for (let left = maxBytes; left > 0; ) {
      const { done, value } = await this.#body.next()
      if (done) return
      left -= value.length
    }
  }

  async stop(): Promise<void> {
    await this.#body.return?.()
  }
}

function found(stream: Dicer.PartStream): Found {
  const part: Found = { pieces: [], isOver: false }
  stream.on('header', headers => {
    part.headers = headers as Record<string, string[]>
  })
  stream.on('data', (piece: Buffer) => part.pieces.push(piece))
  stream.on('end', () => {
    part.isOver = true
  })
  return part
}
