import type { FileHandle } from 'node:fs/promises'
import type { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ByteRange } from './blob.ts'

const sources = new WeakMap<Readable, { file: FileHandle; range: ByteRange | undefined }>()
/** For those who are quick there are a few large pieces, used again and again; whoever finds none left has small ones. */
const [LARGE_BYTES, SMALL_BYTES, MOST_LARGE] = [2 ** 19, 2 ** 16, 16]
const spare: Buffer[] = []
let lent = 0

/** The bytes of a file or of a part of it; it is closed with the stream. */
export function readingOf(file: FileHandle, range?: ByteRange): Readable {
  const part = range && { start: range.first, end: range.last }
  const stream = file.createReadStream({ highWaterMark: LARGE_BYTES, ...part })
  sources.set(stream, { file, range })
  return stream
}

/**
 * Gives all of a stream to another, and ends that one. Between a file and a connection the bytes go in few large pieces
 * whose memory is used again.
 */
export async function passOn(content: Readable, to: Writable): Promise<void> {
  const source = sources.get(content)
  if (!source || content.readableDidRead) return pipeline(content, to)
  const pieces = [borrow(), borrow()]
  const gone = Promise.withResolvers<'gone'>()
  // Who has gone may leave writes behind that never come back.
  const leave = () => gone.resolve('gone')
  to.once('close', leave)
  try {
    if ((await Promise.race([carry(source, to, pieces), gone.promise])) === 'gone') return
    to.end()
    for (const piece of pieces) giveBack(piece)
  } catch (error) {
    to.destroy()
    throw error
  } finally {
    to.off('close', leave)
    lent -= pieces.filter(({ length }) => length === LARGE_BYTES).length
    content.destroy()
  }
}

/** While one piece is on its way the other is read. */
async function carry(
  { file, range }: { file: FileHandle; range: ByteRange | undefined },
  to: Writable,
  pieces: readonly Buffer[],
): Promise<void> {
  const sent = pieces.map(() => Promise.resolve())
  let left = range ? range.last + 1 - range.first : Number.POSITIVE_INFINITY
  for (let [turn, at] = [0, range?.first ?? 0]; left > 0; turn = (turn + 1) % pieces.length) {
    await sent[turn]
    if (to.destroyed) return
    const piece = pieces[turn]!
    const { bytesRead } = await file.read(piece, 0, Math.min(left, piece.length), at)
    if (bytesRead === 0 && range) throw new Error('The file is shorter than it was')
    if (bytesRead === 0) break
    at += bytesRead
    left -= bytesRead
    const writing = written(to, piece.subarray(0, bytesRead))
    // Awaited when the piece is needed again; until then nobody listens.
    writing.catch(() => {})
    sent[turn] = writing
  }
  await Promise.all(sent)
}

const written = (to: Writable, bytes: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    to.write(bytes, error => (error ? reject(error) : resolve()))
  })

function borrow(): Buffer {
  if (lent >= MOST_LARGE) return Buffer.allocUnsafeSlow(SMALL_BYTES)
  lent++
  return spare.pop() ?? Buffer.allocUnsafeSlow(LARGE_BYTES)
}

function giveBack(piece: Buffer): void {
  if (piece.length === LARGE_BYTES) spare.push(piece)
}
