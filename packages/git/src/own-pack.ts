import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import type { ObjectKind } from './object-facts.ts'
import type { Oid } from './oid.ts'
import { entryHeader, TYPES } from './pack-stream.ts'

/** An object that is in memory whole. */
export interface OwnObject {
  kind: ObjectKind
  content: Buffer
}

interface Entry {
  oid: Buffer
  crc: number
  offset: number
}

/**
 * Writes objects of our own making as a pack with its index, both on the disk when this returns, in a folder where nobody
 * looks yet. It is what `git index-pack` would leave, without a process for it; nobody looks through the objects.
 */
export async function writeOwnPack(folder: string, objects: ReadonlyMap<Oid, OwnObject>): Promise<void> {
  const header = Buffer.from('PACK\0\0\0\x02\0\0\0\0', 'latin1')
  header.writeUInt32BE(objects.size, 8)
  const pieces = [header]
  const entries: Entry[] = []
  let offset = header.length
  for (const [oid, { kind, content }] of objects) {
    const piece = Buffer.concat([entryHeader(TYPES[kind], content.length), deflateSync(content)])
    entries.push({ oid: Buffer.from(oid, 'hex'), crc: crc32(piece), offset })
    pieces.push(piece)
    offset += piece.length
  }
  const body = Buffer.concat(pieces)
  const sum = digest(body)
  const name = join(folder, `pack-${sum.toString('hex')}`)
  const files = [put(`${name}.pack`, Buffer.concat([body, sum])), put(`${name}.idx`, indexOf(entries, sum))]
  await Promise.all(files)
}

/** Version 2: how many ids begin with each byte or a smaller one, the ids, their checksums and where they are. */
function indexOf(entries: Entry[], packSum: Buffer): Buffer {
  const sorted = entries.toSorted((a, b) => Buffer.compare(a.oid, b.oid))
  const counts = Array.from({ length: 256 }, (_, byte) => sorted.filter(({ oid }) => oid[0]! <= byte).length)
  const body = Buffer.concat([
    Buffer.from('\xfftOc\0\0\0\x02', 'latin1'),
    numbers(counts),
    ...sorted.map(({ oid }) => oid),
    numbers(sorted.map(({ crc }) => crc)),
    numbers(sorted.map(({ offset }) => offset)),
    packSum,
  ])
  return Buffer.concat([body, digest(body)])
}

function numbers(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length)
  for (const [at, value] of values.entries()) bytes.writeUInt32BE(value, 4 * at)
  return bytes
}

const digest = (bytes: Buffer): Buffer => createHash('sha1').update(bytes).digest()

async function put(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'wx', 0o444)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}
