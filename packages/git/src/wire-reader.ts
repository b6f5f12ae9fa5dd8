import { Invalid, TooLarge } from '@pail/failures'
import { type Packet, packetAt } from './pkt-line.ts'

/** Reads a stream piece by piece as it is asked for, and hands over the bytes that follow. */
export class WireReader {
  #source: AsyncIterator<Buffer>
  #held: Buffer = Buffer.alloc(0)

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  async next(): Promise<Packet> {
    for (;;) {
      const read = packetAt(this.#held, 0)
      if (read) {
        this.#held = this.#held.subarray(read.next)
        return read.packet
      }
      if (!(await this.#more())) throw new Invalid('The request ends inside a packet')
    }
  }

  /** The text up to a mark, which is taken too. */
  async until(mark: string, maxBytes: number): Promise<string> {
    for (let from = 0; ; ) {
      const end = this.#held.indexOf(mark, from)
      if (end >= 0) {
        const text = this.#held.toString('utf8', 0, end)
        this.#held = this.#held.subarray(end + mark.length)
        return text
      }
      from = Math.max(0, this.#held.length - mark.length)
      if (this.#held.length > maxBytes) throw new TooLarge('The input is longer than what is read')
      if (!(await this.#more())) throw new Invalid('The input ends too early')
    }
  }

  /** At least so many of the bytes ahead, without taking them; fewer only at the end. */
  async peek(size: number): Promise<Buffer> {
    while (this.#held.length < size && (await this.#more())) {}
    return this.#held
  }

  async *rest(): AsyncGenerator<Buffer> {
    while (this.#held.length > 0 || (await this.#more())) {
      const bytes = this.#held
      this.#held = Buffer.alloc(0)
      yield bytes
    }
  }

  /** Reads on to the end for nothing: a sender hears no answer before it has said everything. */
  async skip(): Promise<void> {
    this.#held = Buffer.alloc(0)
    while (await this.#more().catch(() => false)) this.#held = Buffer.alloc(0)
  }

  async #more(): Promise<boolean> {
    const { value, done } = await this.#source.next()
    if (done) return false
    this.#held = this.#held.length > 0 ? Buffer.concat([this.#held, value]) : value
    return true
  }
}
