import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import { Invalid } from '@pail/failures'
import { FSCK_RULES } from './fsck-rules.ts'
import type { Repository } from './git.ts'
import { type Exit, type Running, start, stopOn } from './run.ts'
import type { WireReader } from './wire-reader.ts'

/**
 * A pack is stored as it came: few files, soon on the disk. But every pack slows every later look-up, so that where many
 * have gathered, small ones become single objects until upkeep has rolled all of them up.
 */
const MANY_PACKS = 50
const FEW_OBJECTS = 100

/** No repository that this program can serve has more; the header alone would make git reserve memory for them. */
const MAX_OBJECTS = 50_000_000

export interface TakePack {
  signal?: AbortSignal | undefined
  onLine?: ((line: string) => void) | undefined
  /** One of our own packs: sound, but without limit to its size. */
  own?: boolean
  /** Waits for a pack already. */
  indexer?: () => Running
}

/** Takes a pack in, whole and checked, or gives the reason why not. */
export async function takePack(
  repository: Repository,
  reader: WireReader,
  call: TakePack,
): Promise<string | undefined> {
  const isSmall = objectCount(await reader.peek(12)) < FEW_OBJECTS
  const { own = false, indexer = () => startIndex(repository, own) } = call
  const running = isSmall && hasManyPacks(repository) ? startUnpack(repository, own) : indexer()
  running.onLine = call.onLine
  stopOn(running, call.signal)
  running.stdout.resume()
  const fed = feed(reader, running.stdin).then(
    () => undefined,
    (error: Error) => error,
  )
  // Git may refuse before it has read everything, and whoever sends may then be silent for long.
  const failure = await Promise.race([fed, running.exit.then(() => undefined)])
  if (failure) running.stop()
  const exit = await running.exit
  if (failure) throw failure
  call.signal?.throwIfAborted()
  return exit.code === 0 ? undefined : reason(exit)
}

export function startIndex(repository: Repository, own = false): Running {
  const args = ['index-pack', '--stdin', '--fix-thin', '--show-resolving-progress', ...checks(repository, own)]
  return start(repository, { args, foreign: !own })
}

function startUnpack(repository: Repository, own: boolean): Running {
  return start(repository, { args: ['unpack-objects', '-q', ...checks(repository, own)], foreign: !own })
}

/** New objects had better not come in a pack of their own. */
export function hasManyPacks({ dir }: Repository): boolean {
  return readdirSync(join(dir, 'objects', 'pack')).filter(name => name.endsWith('.pack')).length >= MANY_PACKS
}

function checks({ git }: Repository, own: boolean): string[] {
  const size = own ? [] : [`--max-input-size=${git.limits.packBytes}`]
  return [...size, `--strict=${FSCK_RULES}`]
}

async function feed(reader: WireReader, stdin: Writable): Promise<void> {
  for await (const chunk of reader.rest()) {
    if (stdin.destroyed) return
    if (!stdin.write(chunk)) await drained(stdin)
  }
  stdin.end()
}

function drained(stdin: Writable): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      stdin.off('drain', done).off('close', done)
      resolve()
    }
    stdin.on('drain', done).on('close', done)
  })
}

function objectCount(header: Buffer): number {
  if (header.length < 12 || header.toString('latin1', 0, 4) !== 'PACK') throw new Invalid('The push has no pack')
  const count = header.readUInt32BE(8)
  if (count > MAX_OBJECTS) throw new Invalid('The pack says that it has too many objects')
  return count
}

function reason({ code, stderr }: Exit): string {
  if (/exceeds maximum allowed size/.test(stderr)) return 'the pack exceeds the maximum allowed size'
  if (/did not receive expected object|unresolved delta/.test(stderr)) return 'missing necessary objects'
  if (/No space left|Disk quota|File too large/.test(stderr)) return 'the server has no space left'
  if (/out of memory|attempting to allocate|memory allocation/i.test(stderr) || code === null)
    return 'the pack needs more than this server gives to one push'
  return 'the pack is damaged or refused'
}
