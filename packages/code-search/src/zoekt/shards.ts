import { execFile } from 'node:child_process'
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Unavailable } from '@pail/failures'
import type { Shard } from './layers.ts'
import { bareEnvironment } from './programs.ts'

/** The folder that zoekt-webserver serves, and the program that writes what is in it. */
export interface ShardPlace {
  folder: string
  indexer: string
}

/** Where archives and shards are made. The webserver looks at the folder itself only. */
const workshopOf = ({ folder }: ShardPlace) => join(folder, 'workshop')

/** The place where the archive of a layer is to be written. */
export async function archiveOf(place: ShardPlace, layer: number): Promise<string> {
  const folder = join(workshopOf(place), String(layer))
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return join(folder, 'layer.tar')
}

/** Makes a shard of the archive of a layer, and puts it where the webserver finds it. */
export async function putShard(place: ShardPlace, layer: number, signal: AbortSignal): Promise<Shard> {
  const made = join(workshopOf(place), String(layer))
  const archive = join(made, 'layer.tar')
  // All of it is one shard. A larger limit costs time.
  const limit = ['-shard_limit', String((await stat(archive)).size)]
  await index(place.indexer, [...FLAGS, ...limit, '-name', String(layer), '-index', made, archive], signal)
  const [name, ...others] = (await readdir(made)).filter(isShard)
  if (name === undefined || others.length > 0) throw new Error(`zoekt-archive-index has made ${others.length} shards`)
  const named = { ID: layer, Name: String(layer), Branches: [{ Name: BRANCH, Version: '' }] }
  const final = join(place.folder, name)
  // What is said of the shard has to be there before the shard is seen.
  await writeFile(`${final}.meta`, JSON.stringify(named))
  const { size } = await stat(join(made, name))
  await rename(join(made, name), final)
  await discard(place, layer)
  return { name, bytes: size }
}

/** Removes what was made on the way to a shard. */
export const discard = (place: ShardPlace, layer: number): Promise<void> =>
  rm(join(workshopOf(place), String(layer)), { recursive: true, force: true })

const BRANCH = 'all'
// Nothing is left out for its size.
const FLAGS = [
  ...['-incremental=false', '-disable_ctags', '-branch', BRANCH, '-parallelism', '1'],
  ...['-file_limit', '1000000000', '-max_trigram_count', '1000000000'],
]

const isShard = (name: string): boolean => name.endsWith('.zoekt')

function index(program: string, args: readonly string[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { maxBuffer: 1 << 24, env: bareEnvironment(), signal }, (error, _, complaint) => {
      if (!error) resolve()
      else if (error.code === 'ENOENT') reject(new Unavailable(`There is no program ${program}.`))
      else reject(new Unavailable(`zoekt-archive-index has ended early: ${lastLine(complaint) || error.message}`))
    })
  })
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1)!

/** Those of the shards that are not there as they were made. */
export async function missingOf(place: ShardPlace, shards: readonly (Shard & { id: number })[]): Promise<number[]> {
  const missing = await Promise.all(shards.map(async shard => ((await isThere(place, shard)) ? [] : [shard.id])))
  return missing.flat()
}

async function isThere({ folder }: ShardPlace, { name, bytes }: Shard): Promise<boolean> {
  const found = await stat(join(folder, name)).catch(() => undefined)
  const about = await stat(join(folder, `${name}.meta`)).catch(() => undefined)
  return found?.size === bytes && (about?.size ?? 0) > 0
}

/** Removes every shard but these, and what was in the making. */
export async function keepOnly(place: ShardPlace, names: readonly string[]): Promise<void> {
  await mkdir(place.folder, { recursive: true, mode: 0o700 })
  await rm(workshopOf(place), { recursive: true, force: true })
  const kept = new Set(names)
  const found = await readdir(place.folder)
  const strange = found.filter(name => /\.zoekt(\.meta)?$/.test(name) && !kept.has(name.replace(/\.meta$/, '')))
  await removeAll(place, strange)
}

export async function removeShards(place: ShardPlace, names: readonly string[]): Promise<void> {
  await removeAll(
    place,
    names.flatMap(name => [name, `${name}.meta`]),
  )
}

const removeAll = ({ folder }: ShardPlace, names: readonly string[]) =>
  Promise.all(names.map(name => rm(join(folder, name), { force: true })))
