import { linkSync, mkdirSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { absent } from './packed-refs.ts'
import { syncToDisk } from './sync-to-disk.ts'

/** An index makes a pack visible, so it comes after everything it speaks of. */
const PACK_ORDER = ['.pack', '.rev', '.idx']

/**
 * Makes the objects of a quarantine part of the repository. What is there already stays: an object is never replaced by
 * another of its name. Returns when the names, too, are on the disk.
 */
export async function migrate(quarantine: string, objects: string): Promise<void> {
  const folders = (await readdir(quarantine)).filter(name => /^[0-9a-f]{2}$/.test(name))
  for (const folder of folders) {
    const files = await readdir(join(quarantine, folder))
    moveAll(join(quarantine, folder), join(objects, folder), files.filter(isObject))
  }
  const packs = (await readdir(join(quarantine, 'pack')).catch(absent)) ?? []
  moveAll(join(quarantine, 'pack'), join(objects, 'pack'), inPackOrder(packs))
  const touched = [...(packs.length > 0 ? ['pack'] : []), ...(folders.length > 0 ? ['', ...folders] : [])]
  await Promise.all(touched.map(folder => syncToDisk(join(objects, folder))))
}

const isObject = (name: string) => /^[0-9a-f]{38}$/.test(name)

const inPackOrder = (names: string[]) =>
  PACK_ORDER.flatMap(end => names.filter(name => name.startsWith('pack-') && name.endsWith(end)))

function moveAll(from: string, to: string, names: readonly string[]): void {
  mkdirSync(to, { recursive: true })
  for (const name of names) {
    try {
      linkSync(join(from, name), join(to, name))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}
