import { type Oid, oid } from './oid.ts'

/** A line of a tree object. */
export interface RawEntry {
  /** Six octal digits. */
  mode: string
  name: string
  oid: Oid
  /** The bytes of a name that is no UTF-8. */
  raw?: Buffer
}

export const DIRECTORY = '040000'
export const SUBMODULE = '160000'
export const LINK = '120000'

export function parseTree(body: Buffer): RawEntry[] {
  const entries: RawEntry[] = []
  for (let at = 0; at < body.length; ) {
    const end = body.indexOf(0, at) + 21
    entries.push(parseEntry(body.subarray(at, end)))
    at = end
  }
  return entries
}

/** The bytes of one entry, and no others. */
export function parseEntry(body: Buffer): RawEntry {
  const space = body.indexOf(0x20)
  const end = body.length - 21
  const name = body.toString('utf8', space + 1, end)
  const mode = body.toString('latin1', 0, space).padStart(6, '0')
  const entry: RawEntry = { mode, name, oid: body.toString('hex', end + 1) as Oid }
  if (name.includes('\ufffd')) entry.raw = Buffer.from(body.subarray(space + 1, end))
  return entry
}

/** Puts entries in the order that git wants and writes them. */
export function formatTree(entries: Iterable<RawEntry>): Buffer {
  const lines = [...entries].map(entry => ({ key: sortKey(entry), entry }))
  lines.sort((a, b) => Buffer.compare(a.key, b.key))
  return Buffer.concat(lines.map(({ entry }) => formatEntry(entry)))
}

/** Git sorts folders as if their names ended in a slash. */
export function sortKey({ mode, name, raw = Buffer.from(name) }: RawEntry): Buffer {
  return mode === DIRECTORY ? Buffer.concat([raw, Buffer.from('/')]) : raw
}

export const formatEntry = ({ mode, name, raw = Buffer.from(name), oid: id }: RawEntry): Buffer =>
  Buffer.concat([Buffer.from(`${mode.replace(/^0+/, '')} `), raw, Buffer.alloc(1), Buffer.from(oid(id), 'hex')])
