import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { absent } from './packed-refs.ts'

/** Smaller packs are not worth keeping apart. */
const WORTH_BYTES = 16 * 2 ** 20

/** The large packs of which the files belong to another repository too: to rewrite one takes room and frees none. */
export async function sharedPacks(dir: string): Promise<string[]> {
  const folder = join(dir, 'objects', 'pack')
  const packs = (await readdir(folder)).filter(name => name.endsWith('.pack'))
  const facts = await Promise.all(packs.map(name => stat(join(folder, name)).catch(absent)))
  return packs.filter((_, at) => (facts[at]?.nlink ?? 0) > 1 && facts[at]!.size >= WORTH_BYTES)
}
