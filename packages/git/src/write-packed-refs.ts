import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { compareBytes } from './packed-refs.ts'
import type { Ref } from './ref-snapshot.ts'

/** Gives a repository that nobody uses yet all its refs at once. */
export async function writePackedRefs(dir: string, refs: readonly Ref[]): Promise<void> {
  const sorted = refs.toSorted((a, b) => compareBytes(a.name, b.name))
  const lines = ['# pack-refs with: sorted ', ...sorted.map(ref => `${ref.oid} ${ref.name}`), '']
  const file = await open(join(dir, 'packed-refs.new'), 'wx')
  await file.writeFile(lines.join('\n'))
  await file.sync()
  await file.close()
  await rename(join(dir, 'packed-refs.new'), join(dir, 'packed-refs'))
}
