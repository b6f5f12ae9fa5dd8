import { Readable } from 'node:stream'
import { Invalid, NotFound } from '@pail/failures'
import { blobBytes, type Oid, type RepoPath } from '@pail/git'
import type { StorageId } from '../client.ts'
import { type Machine, repositoryOf } from '../machine.ts'
import { begun } from '../pour.ts'
import type { ByteRange, FileContent } from '../reading.ts'
import { entry } from './entry.ts'

export interface Wanted {
  commit: Oid
  path: RepoPath
  range: ByteRange | undefined
  signal: AbortSignal
}

/** What is no larger is read whole by the processes that read everything; the rest has one of its own. */
const SMALL_BYTES = 2 ** 20

export async function file(machine: Machine, storage: StorageId, wanted: Wanted): Promise<FileContent> {
  const found = await entry(machine, storage, wanted)
  if (!found || found.type === 'directory') throw new NotFound('There is no such file')
  if (found.type === 'submodule') return { entry: found, range: null, content: Readable.from([Buffer.from(found.oid)]) }
  if (found.size === null) throw new NotFound('There is no such object')
  const range = wanted.range ? bounded(wanted.range, found.size) : null
  const part = { ...(range ?? { first: 0, last: found.size - 1 }), size: found.size }
  return { entry: found, range, content: await bytesOf(machine, storage, { ...wanted, oid: found.oid, ...part }) }
}

interface Part {
  oid: Oid
  size: number
  first: number
  last: number
  signal: AbortSignal
}

async function bytesOf(machine: Machine, storage: StorageId, part: Part): Promise<Readable> {
  const { oid, size, first, last, signal } = part
  const repository = repositoryOf(machine, storage)
  if (first > last) return Readable.from([])
  if (size > SMALL_BYTES)
    return begun(Readable.from(blobBytes(repository, oid, { first, last, signal }), { objectMode: false }))
  const whole = await machine.objects.contents(repository, oid, SMALL_BYTES)
  return Readable.from([whole.subarray(first, last + 1)])
}

/** Never past the end; with nothing in it where the range begins past the end. */
function bounded(range: ByteRange, size: number): { first: number; last: number } {
  const numbers = 'suffix' in range ? [range.suffix] : [range.first, range.last ?? 0]
  if (!numbers.every(number => Number.isSafeInteger(number) && number >= 0)) throw new Invalid('This is not a range')
  if ('suffix' in range) return { first: range.suffix === 0 ? size : Math.max(0, size - range.suffix), last: size - 1 }
  return { first: range.first, last: Math.min(range.last ?? size - 1, size - 1) }
}
