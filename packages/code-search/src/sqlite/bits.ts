/** A set of small whole numbers below a fixed size. */
export class Bits {
  readonly words: Uint32Array

  constructor(size: number) {
    this.words = new Uint32Array((size + 31) >>> 5)
  }

  add(value: number): void {
    this.words[value >>> 5]! |= 1 << (value & 31)
  }

  has(value: number): boolean {
    return (this.words[value >>> 5]! & (1 << (value & 31))) !== 0
  }

  or(other: Bits): this {
    for (let at = 0; at < this.words.length; at++) this.words[at]! |= other.words[at]!
    return this
  }

  and(other: Bits): this {
    for (let at = 0; at < this.words.length; at++) this.words[at]! &= other.words[at]!
    return this
  }

  /** Takes out all that the other has. */
  less(other: Bits): this {
    for (let at = 0; at < this.words.length; at++) this.words[at]! &= ~other.words[at]!
    return this
  }

  copy(): Bits {
    const copy = new Bits(this.words.length * 32)
    copy.words.set(this.words)
    return copy
  }

  count(): number {
    let count = 0
    for (let word of this.words) {
      word -= (word >>> 1) & 0x55555555
      word = (word & 0x33333333) + ((word >>> 2) & 0x33333333)
      count += (((word + (word >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
    }
    return count
  }

  /** All values, the smallest first. */
  forEach(visit: (value: number) => void): void {
    for (let at = 0; at < this.words.length; at++)
      for (let word = this.words[at]!; word !== 0; word &= word - 1) visit((at << 5) + 31 - Math.clz32(word & -word))
  }
}
