import { mkdir, readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Unavailable } from '@pail/failures'
import { linkFile } from './link-file.ts'
import { linkCommitGraph, linkPackIndex } from './link-indexes.ts'
import { absent } from './packed-refs.ts'
import { syncToDisk } from './sync-to-disk.ts'

/** A repository changes under whoever reads it, but not that often. */
const MAX_ROUNDS = 20

/** A file of one object, or the files of one pack, which count only together. */
type Unit = readonly string[]

interface Linking {
  from: string
  to: string
  done: Set<string>
}

/**
 * Gives a new repository every object that another has, as links to the same files: git never writes into such a file,
 * so that either can be repacked or removed without the other noticing. Pushes and repacks may go on meanwhile, but
 * nothing may be dropped. The graph comes before the commits that it speaks of, single objects come before the packs into
 * which they may move, and it is over when a second look finds what the first has found.
 */
export async function linkObjects(from: string, to: string): Promise<void> {
  const linking: Linking = { from, to, done: new Set() }
  await linkCommitGraph(from, to)
  for (let round = 0, before = ''; round < MAX_ROUNDS; round++) {
    const units = [...(await looseIn(from)), ...(await packsIn(from))]
    const found = units.flat().join('\n')
    const isWhole = await linkAll(linking, units)
    if (isWhole && found === before) return finish(linking)
    before = isWhole ? found : ''
  }
  throw new Unavailable('The repository changes too fast to be forked')
}

async function looseIn(objects: string): Promise<Unit[]> {
  const folders = (await readdir(objects)).filter(name => /^[0-9a-f]{2}$/.test(name))
  const found = await Promise.all(
    folders.map(async folder => {
      const names = (await readdir(join(objects, folder)).catch(absent)) ?? []
      return names.filter(name => /^[0-9a-f]{38}$/.test(name)).map(name => [`${folder}/${name}`])
    }),
  )
  return found.flat()
}

/** What makes a pack visible is its index, which comes last. */
const PACK_ORDER = ['.pack', '.rev', '.mtimes', '.bitmap', '.idx']

async function packsIn(objects: string): Promise<Unit[]> {
  const names = new Set(await readdir(join(objects, 'pack')))
  const stems = [...names].filter(name => /^pack-[0-9a-f]{40}\.idx$/.test(name)).map(name => name.slice(0, -4))
  return stems.map(stem =>
    PACK_ORDER.map(end => stem + end)
      .filter(name => names.has(name))
      .map(name => `pack/${name}`),
  )
}

/** False when something has gone elsewhere meanwhile. */
async function linkAll(linking: Linking, units: readonly Unit[]): Promise<boolean> {
  let isWhole = true
  for (const unit of units) {
    const [first] = unit
    if (linking.done.has(first!)) continue
    if (await linkUnit(linking, unit)) linking.done.add(first!)
    else isWhole = false
  }
  return isWhole
}

async function linkUnit({ from, to }: Linking, unit: Unit): Promise<boolean> {
  await mkdir(dirname(join(to, unit[0]!)), { recursive: true })
  for (const [at, file] of unit.entries()) {
    if (await linkFile(join(from, file), join(to, file))) continue
    for (const linked of unit.slice(0, at)) await rm(join(to, linked))
    return false
  }
  return true
}

async function finish({ from, to, done }: Linking): Promise<void> {
  const packs = [...done].filter(file => file.startsWith('pack/')).map(file => file.slice(5).replace(/\.pack$/, '.idx'))
  await linkPackIndex(from, to, new Set(packs))
  const folders = new Set([...done].map(file => dirname(join(to, file))))
  await Promise.all([...folders, to].map(syncToDisk))
}
