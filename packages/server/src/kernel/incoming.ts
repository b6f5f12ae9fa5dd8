import { Invalid, TooLarge } from '@pail/failures'

const NOTHING = Buffer.alloc(0)

/** Bytes that arrive in pieces and are taken up to marks in them. */
export class Incoming {
  #pieces: AsyncIterator<Uint8Array>
  #held: Buffer

  constructor(pieces: AsyncIterable<Uint8Array>, held: Buffer) {
    this.#pieces = pieces[Symbol.asyncIterator]()
    this.#held = held
  }

  /** The next bytes, left where they are. */
  async peek(count: number): Promise<Buffer> {
    while (this.#held.length < count) await this.#more()
    return this.#held.subarray(0, count)
  }

  /** Everything before the mark, which is passed over. */
  async line(mark: Buffer, maxBytes: number): Promise<Buffer> {
    for (;;) {
      const at = this.#held.indexOf(mark)
      if (at > maxBytes || (at < 0 && this.#held.length > maxBytes + mark.length))
        throw new TooLarge('Request body too large', { detail: 'The headers of a part are too long.' })
      if (at >= 0) return this.#take(at, mark)
      await this.#more()
    }
  }

  /** The same in pieces, however much it is; whoever stops can go on later, and it ends once. */
  until(mark: Buffer): AsyncIterable<Buffer> {
    let isOver = false
    const pieces = async function* (this: Incoming) {
      while (!isOver) {
        const piece = await this.#piece(mark)
        isOver = piece.isLast
        if (piece.bytes.length > 0) yield piece.bytes
      }
    }.bind(this)
    return { [Symbol.asyncIterator]: pieces }
  }

  /** Passes over what is left, so that whoever sends it may finish; not without end. */
  async rest(maxBytes: number): Promise<void> {
    for (let left = maxBytes; left > 0; ) {
      const { done, value } = await this.#pieces.next()
      if (done) return
      left -= value.length
    }
  }

  async stop(): Promise<void> {
    await this.#pieces.return?.()
  }

  async #piece(mark: Buffer): Promise<{ bytes: Buffer; isLast: boolean }> {
    for (;;) {
      const at = this.#held.indexOf(mark)
      if (at >= 0) return { bytes: this.#take(at, mark), isLast: true }
      // The mark may have begun already.
      const sure = this.#held.length - mark.length + 1
      if (sure > 0) return { bytes: this.#take(sure, NOTHING), isLast: false }
      await this.#more()
    }
  }

  #take(at: number, mark: Buffer): Buffer {
    const taken = this.#held.subarray(0, at)
    this.#held = this.#held.subarray(at + mark.length)
    return taken
  }

  async #more(): Promise<void> {
    const { done, value } = await this.#pieces.next()
    if (done) throw new Invalid('Bad request', { detail: 'The body ends before its last boundary.' })
    this.#held =
      this.#held.length === 0
        ? Buffer.from(value.buffer, value.byteOffset, value.length)
        : Buffer.concat([this.#held, value])
  }
}
