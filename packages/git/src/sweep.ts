import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Repository } from './git.ts'
import { absent } from './packed-refs.ts'

const DAY_MS = 86_400_000

/** Removes what processes that were killed have left: files under names that git gives to unfinished things. */
export async function sweep({ dir }: Repository, olderThanMs = DAY_MS): Promise<void> {
  const objects = join(dir, 'objects')
  for (const entry of await readdir(objects, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/^\.?tmp[-_]|\.lock$/.test(entry.name)) continue
    const file = join(entry.parentPath, entry.name)
    const changed = (await stat(file).catch(absent))?.mtimeMs
    if (changed !== undefined && changed < Date.now() - olderThanMs) await rm(file, { force: true })
  }
}
