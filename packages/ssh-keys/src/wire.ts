import { refuse } from './refuse.ts'

/** Reads what the protocol packs: each part has its length in front, in four bytes. */
export class Wire {
  private rest: Buffer
  constructor(bytes: Buffer) {
    this.rest = bytes
  }

  bytes(): Buffer {
    return this.take(this.number())
  }

  text(): string {
    return this.bytes().toString('latin1')
  }

  number(): number {
    return this.take(4).readUInt32BE()
  }

  take(length: number): Buffer {
    if (length > this.rest.length) throw refuse('it is cut off')
    const taken = this.rest.subarray(0, length)
    this.rest = this.rest.subarray(length)
    return taken
  }

  end(): void {
    if (this.rest.length > 0) throw refuse('something follows its end')
  }
}

/** The same the other way round. */
export const pack = (...parts: readonly (Buffer | string)[]): Buffer =>
  Buffer.concat(
    parts.flatMap(part => {
      const bytes = typeof part === 'string' ? Buffer.from(part, 'latin1') : part
      const length = Buffer.alloc(4)
      length.writeUInt32BE(bytes.length)
      return [length, bytes]
    }),
  )

/** A positive number without needless zeros, with the one that keeps it positive. */
export function packedNumber(bytes: Buffer): Buffer {
  let start = 0
  while (start < bytes.length && bytes[start] === 0) start++
  const digits = bytes.subarray(start)
  return (digits[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.of(0), digits]) : digits
}
