import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RefSnapshot } from './ref-snapshot.ts'
import { writePackedRefs } from './write-packed-refs.ts'

/** A repository with these refs and nothing else: for work on the objects of another that is not to see all its refs. */
export async function makeStandIn(dir: string, { head, refs }: Pick<RefSnapshot, 'head' | 'refs'>): Promise<void> {
  await mkdir(join(dir, 'refs'), { recursive: true })
  await writeFile(join(dir, 'HEAD'), `ref: ${head ?? 'refs/heads/none'}\n`)
  if (refs.length > 0) await writePackedRefs(dir, refs)
}
