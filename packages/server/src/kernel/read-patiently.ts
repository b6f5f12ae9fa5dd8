import { bodyPieces } from './body-pieces.ts'
import { TooSlow } from './failure.ts'

/** Of a body of any length: this long in any case, and longer as long as it comes at this pace. */
const GRACE_MS = 30_000
const BYTES_PER_MS = 8

/** The pieces of a body from a sender who may take this many milliseconds, all in all, for so many bytes. */
export async function* readPatiently(
  request: Request,
  patience = (bytes: number) => GRACE_MS + bytes / BYTES_PER_MS,
): AsyncGenerator<Uint8Array> {
  const pieces = bodyPieces(request)
  if (!pieces) return
  try {
    for (let [bytes, waited] = [0, 0]; ; ) {
      const before = performance.now()
      const { done, value } = await within(pieces.next(), patience(bytes) - waited)
      // What is done with the pieces meanwhile is not the sender's fault.
      waited += performance.now() - before
      if (done || !value) return
      bytes += value.length
      yield value
    }
  } finally {
    await pieces.stop().catch(() => {})
  }
}

async function within<T>(read: Promise<T>, ms: number): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new TooSlow('The request body took too long')), Math.max(ms, 0))
  try {
    return await Promise.race([read, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
