import { createWriteStream } from 'node:fs'
import { link, rename, rm, stat } from 'node:fs/promises'
import { Readable, Transform, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Failed } from './failure.ts'

/** Bytes that come, and who watches. */
export interface Receiving {
  stream: ReadableStream<Uint8Array>
  /** How many there will be, where that is known. */
  size: number | undefined
  onBytes(done: number): void
  signal: AbortSignal
}

export const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() ?? false

/** All of it to standard output. */
export const toOutput = (receiving: Receiving): Promise<unknown> =>
  pour(receiving, process.stdout).catch(error => {
    throw cannotWrite('Standard output', error)
  })

/** A file that is whole as soon as it is there; of what breaks off nothing is left. Answers how many bytes it has. */
export async function receive(
  receiving: Receiving,
  { path, isForced }: { path: string; isForced: boolean },
): Promise<number> {
  if (!isForced && (await stat(path).catch(() => undefined))) throw isThere(path)
  const passing = `${path}.${process.pid}.part`
  try {
    const size = await pour(receiving, createWriteStream(passing, { flags: 'wx' }))
    if (isForced) await rename(passing, path)
    // Unlike renaming it puts nothing in the place of what has come to be there meanwhile.
    else await link(passing, path)
    return size
  } catch (error) {
    throw cannotWrite(path, error)
  } finally {
    await rm(passing, { force: true })
  }
}

async function pour({ stream, size, onBytes, signal }: Receiving, to: Writable): Promise<number> {
  let done = 0
  const counting = new Transform({
    transform(piece: Uint8Array, _, next) {
      onBytes((done += piece.length))
      next(null, piece)
    },
  })
  const from = Readable.fromWeb(stream as Parameters<typeof Readable.fromWeb>[0])
  await pipeline(from, counting, to, { signal, end: to !== process.stdout }).catch(error => {
    // The writer's faults say what was called; any other is the line's.
    throw signal.aborted || (error as NodeJS.ErrnoException).syscall ? error : brokenOff(done, size)
  })
  if (size !== undefined && done !== size) throw brokenOff(done, size)
  return done
}

const brokenOff = (done: number, size: number | undefined) =>
  new Failed(`The file broke off: ${done} of ${size ?? 'more'} bytes have come`)

const isThere = (path: string) => new Failed(`${path} is there already; --force puts the file in its place`)

function cannotWrite(path: string, error: unknown): unknown {
  const { code, syscall, message } = error as NodeJS.ErrnoException
  if (code === 'EEXIST') return isThere(path)
  return syscall ? new Failed(`${path} cannot be written: ${message}`) : error
}
