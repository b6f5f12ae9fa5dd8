import { parseEntry, type RawEntry } from './tree-object.ts'

const SPACE = 0x20
const OID_BYTES = 20

/** What stands for bytes that are no UTF-8. */
const REPLACEMENT = '\ufffd'

/** The entries of a tree object in their order, each read when it is looked at: some trees have a hundred thousand. */
export class Tree {
  readonly length: number
  readonly #body: Buffer
  /** Where each entry begins, and where the last one ends. */
  readonly #starts: Uint32Array

  constructor(body: Buffer) {
    this.#body = body
    const starts: number[] = [0]
    for (let at = 0; at < body.length; ) {
      while (body[at] !== 0) at++
      at += 1 + OID_BYTES
      starts.push(at)
    }
    this.#starts = Uint32Array.from(starts)
    this.length = starts.length - 1
  }

  at(index: number): RawEntry {
    return parseEntry(this.#body.subarray(this.#starts[index], this.#starts[index + 1]))
  }

  *[Symbol.iterator](): Generator<RawEntry> {
    for (let index = 0; index < this.length; index++) yield this.at(index)
  }

  /** A name that is no UTF-8 goes by the form in which it is shown, where no other entry has that one. */
  find(name: string): RawEntry | undefined {
    const exact = this.#indexOf(Buffer.from(name))
    if (exact >= 0) return this.at(exact)
    return name.includes(REPLACEMENT) ? [...this].find(entry => entry.name === name) : undefined
  }

  /** Mode and id of each name. */
  marks(): Map<string, string> {
    const marks = new Map<string, string>()
    for (const { name, mode, oid } of this) marks.set(name, mode + oid)
    return marks
  }

  /** Where each name is, by its bytes as Latin-1. */
  places(): Map<string, number> {
    const places = new Map<string, number>()
    for (let index = 0; index < this.length; index++) {
      places.set(this.#body.toString('latin1', this.#nameStart(index), this.#nameEnd(index)), index)
    }
    return places
  }

  /** Entries one after the other, as they are in the object. */
  slice(from: number, to: number): Buffer {
    return this.#body.subarray(this.#starts[from], this.#starts[to])
  }

  get bytes(): number {
    return this.#body.length + this.#starts.byteLength + 200
  }

  #indexOf(name: Buffer): number {
    for (let index = 0; index < this.length; index++) {
      const start = this.#nameStart(index)
      const end = this.#nameEnd(index)
      if (end - start === name.length && this.#body.compare(name, 0, name.length, start, end) === 0) return index
    }
    return -1
  }

  #nameStart(index: number): number {
    const start = this.#starts[index]!
    return start + (this.#body[start + 5] === SPACE ? 6 : 7)
  }

  #nameEnd(index: number): number {
    return this.#starts[index + 1]! - OID_BYTES - 1
  }
}
