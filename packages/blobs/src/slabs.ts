/** A piece of memory that threads share, to be filled with what is kept. */
export type Slab = Buffer<SharedArrayBuffer>

export const SLAB_BYTES = 2 ** 20
/** Kept for later; whatever more is needed at once is left to the garbage collector afterwards. */
const MOST_SPARE = 16
const spare: Slab[] = []

/** A stream in slabs, all but the last one full. Each belongs to whoever gets it, until it is given back. */
export async function* slabsOf(content: AsyncIterable<Uint8Array>): AsyncGenerator<Slab> {
  let [slab, filled] = [borrow(), 0]
  for await (const piece of content)
    for (let at = 0; at < piece.length; ) {
      const part = piece.subarray(at, at + SLAB_BYTES - filled)
      slab.set(part, filled)
      at += part.length
      filled += part.length
      if (filled < SLAB_BYTES) continue
      yield slab
      ;[slab, filled] = [borrow(), 0]
    }
  if (filled > 0) yield slab.subarray(0, filled)
  else giveBack(slab)
}

/** Nobody reads or writes it any more. */
export function giveBack(slab: Slab): void {
  if (spare.length < MOST_SPARE) spare.push(Buffer.from(slab.buffer))
}

const borrow = (): Slab => spare.pop() ?? Buffer.from(new SharedArrayBuffer(SLAB_BYTES))
