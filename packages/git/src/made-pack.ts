import { createHash, hash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { type Oid, oid } from './oid.ts'
import { entryHeader } from './pack-stream.ts'

/** For tests: objects and packs made by hand, so that they can be wrong. */
export type MadeKind = 'commit' | 'tree' | 'blob' | 'tag'

export interface MadeObject {
  kind: MadeKind
  body: Buffer
  id: Oid
}

const TYPES = { commit: 1, tree: 2, blob: 3, tag: 4 }
const REF_DELTA = 7

export function made(kind: MadeKind, content: string | Buffer): MadeObject {
  const body = Buffer.from(content as string)
  return { kind, body, id: oid(hash('sha1', Buffer.concat([Buffer.from(`${kind} ${body.length}\0`), body]))) }
}

/** Entries as they come: nothing sorts or checks them. */
export function madeTree(...entries: readonly (readonly [mode: string, name: string, id: string])[]): MadeObject {
  const parts = entries.flatMap(([mode, name, id]) => [Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')])
  return made('tree', Buffer.concat(parts))
}

export function madeCommit(tree: string, lines: { parents?: readonly string[]; author?: string } = {}): MadeObject {
  const who = lines.author ?? 'Eve <eve@example.org> 1700000000 +0000'
  const parents = (lines.parents ?? []).map(parent => `parent ${parent}\n`).join('')
  return made(
    'commit',
    `tree ${tree}\n${parents}author ${who}\ncommitter Eve <eve@example.org> 1700000000 +0000\n\nhello\n`,
  )
}

export const entryOf = ({ kind, body }: MadeObject): Buffer =>
  Buffer.concat([entryHeader(TYPES[kind], body.length), deflateSync(body)])

/** Instructions that copy from another object, which need not be in the pack. */
export function deltaEntry(base: string, baseSize: number, copies: number, resultSize: number): Buffer {
  // Each copies the first 64 KiB of the base.
  const instructions = Buffer.alloc(copies, Buffer.from([0x80]))
  const delta = Buffer.concat([varint(baseSize), varint(resultSize), instructions])
  return Buffer.concat([entryHeader(REF_DELTA, delta.length), Buffer.from(base, 'hex'), deflateSync(delta)])
}

export function madePack(entries: readonly Buffer[], count = entries.length): Buffer {
  const header = Buffer.alloc(12)
  header.write('PACK')
  header.writeUInt32BE(2, 4)
  header.writeUInt32BE(count, 8)
  const content = Buffer.concat([header, ...entries])
  return Buffer.concat([content, createHash('sha1').update(content).digest()])
}

function varint(value: number): Buffer {
  const bytes: number[] = []
  let rest = value
  do {
    bytes.push((rest >= 128 ? 0x80 : 0) | (rest % 128))
    rest = Math.floor(rest / 128)
  } while (rest > 0)
  return Buffer.from(bytes)
}
