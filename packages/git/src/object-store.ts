import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { absent } from './packed-refs.ts'

export interface StoreSize {
  bytes: number
  packs: number
  looseObjects: number
}

/** What a repository takes on disk: every file of it, and how its objects are kept. */
export async function storeSize(dir: string): Promise<StoreSize> {
  const size: StoreSize = { bytes: 0, packs: 0, looseObjects: 0 }
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    size.bytes += (await stat(join(entry.parentPath, entry.name)).catch(absent))?.size ?? 0
    if (entry.name.endsWith('.pack')) size.packs++
    else if (/\/objects\/[0-9a-f]{2}$/.test(entry.parentPath)) size.looseObjects++
  }
  return size
}
