import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isOid } from './oid.ts'
import { isRefName } from './ref-name.ts'
import type { Ref } from './ref-snapshot.ts'

/** The refs of the packed-refs file, sorted, and whether the file says all there is to say about tags. */
export interface PackedRefs {
  refs: Ref[]
  fullyPeeled: boolean
}

export async function readPackedRefs(dir: string): Promise<PackedRefs> {
  const text = await readFile(join(dir, 'packed-refs'), 'utf8').catch(absent)
  return text === undefined ? { refs: [], fullyPeeled: true } : parsePackedRefs(text)
}

export function parsePackedRefs(text: string): PackedRefs {
  const refs: Ref[] = []
  const traits = /^# pack-refs with:(.*)$/m.exec(text)?.[1]?.split(' ') ?? []
  for (const line of text.split('\n')) {
    const id = line.startsWith('^') ? line.slice(1, 41) : line.slice(0, 40)
    if (!isOid(id)) continue
    const name = line.slice(41)
    if (line.startsWith('^')) refs.at(-1)!.peeled = id
    else if (isRefName(name)) refs.push({ name, oid: id })
  }
  if (!traits.includes('sorted')) refs.sort((a, b) => compareBytes(a.name, b.name))
  return { refs, fullyPeeled: traits.includes('fully-peeled') }
}

/** Git sorts names by their bytes; JavaScript by UTF-16 units, which differs beyond the basic plane. */
export function compareBytes(a: string, b: string): number {
  return ASCII.test(a) && ASCII.test(b) ? (a < b ? -1 : a > b ? 1 : 0) : Buffer.compare(Buffer.from(a), Buffer.from(b))
}

const ASCII = /^[\x00-\x7f]*$/

export function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error
}
