import { pipeline } from 'node:stream/promises'
import { Invalid } from '@pail/failures'
import { FSCK_RULES } from './fsck-rules.ts'
import type { Repository } from './git.ts'
import { type Exit, start } from './run.ts'
import type { WireReader } from './wire-reader.ts'

/** Packs with fewer objects become single objects: many small packs slow every later read down. */
export const UNPACK_LIMIT = 100

/** No repository that this program can serve has more; the header alone would make git reserve memory for them. */
const MAX_OBJECTS = 50_000_000

export interface TakePack {
  signal?: AbortSignal | undefined
  onLine?: ((line: string) => void) | undefined
  /** One of our own packs: sound, but without limit to its size. */
  own?: boolean
}

/** Takes a pack in, whole and checked, or gives the reason why not. */
export async function takePack(
  repository: Repository,
  reader: WireReader,
  call: TakePack,
): Promise<string | undefined> {
  const count = objectCount(await reader.peek(12))
  const size = call.own ? [] : [`--max-input-size=${repository.git.limits.packBytes}`]
  const args =
    count < UNPACK_LIMIT
      ? ['unpack-objects', '-q', ...size, `--strict=${FSCK_RULES}`]
      : ['index-pack', '--stdin', '--fix-thin', '--show-resolving-progress', ...size, `--strict=${FSCK_RULES}`]
  const running = start(repository, { args, foreign: !call.own, signal: call.signal, onLine: call.onLine })
  running.stdout.resume()
  // Git may refuse before it has read everything; the exit says so, not the pipe.
  await pipeline(reader.rest(), running.stdin).catch(error => isClosedPipe(error) || Promise.reject(error))
  const exit = await running.exit
  call.signal?.throwIfAborted()
  return exit.code === 0 ? undefined : reason(args[0]!, exit)
}

function objectCount(header: Buffer): number {
  if (header.length < 12 || header.toString('latin1', 0, 4) !== 'PACK') throw new Invalid('The push has no pack')
  const count = header.readUInt32BE(8)
  if (count > MAX_OBJECTS) throw new Invalid('The pack says that it has too many objects')
  return count
}

const isClosedPipe = ({ code }: NodeJS.ErrnoException) =>
  code === 'EPIPE' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET'

function reason(verb: string, { code, stderr }: Exit): string {
  if (/exceeds maximum allowed size/.test(stderr)) return 'the pack exceeds the maximum allowed size'
  if (/No space left|Disk quota/.test(stderr)) return 'the server has no space left'
  if (/out of memory|attempting to allocate|memory allocation/i.test(stderr) || code === null)
    return 'the pack needs more than this server gives to one push'
  return `${verb} refused the pack`
}
