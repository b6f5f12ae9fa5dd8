import { readdirSync } from 'node:fs'
import { copyFile, mkdir, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Conflict } from '@pail/failures'
import { startGitNode } from '@pail/git-node'
import type { Config } from '../../config.ts'
import { type DataDirectory, dataDirectory, holdDataDirectory, makeDataDirectory } from '../../data-directory.ts'
import type { PailDatabase } from '../../db/tables/index.ts'
import { openBlobs } from '../../kernel/blobs.ts'
import { openDatabase } from '../../kernel/open-database.ts'
import { importBlobs, refuseLost } from './blobs.ts'
import { importRows, isEmpty, removeTables } from './import-rows.ts'
import type { Manifest } from './manifest.ts'
import { agreeOnMainBranches, restoreRepositories } from './restore-repositories.ts'
import { isTarName, unpackTar } from './tar.ts'
import { verified } from './verify.ts'

export interface RestoreWish {
  source: string
  say?: (line: string) => void
}

/** Brings a backup back to where there is nothing yet: every sum is checked before, every repository after. */
export async function restore(config: Config, { source, say = () => {} }: RestoreWish): Promise<Manifest> {
  const folder = isTarName(source) ? await unpackTar(source) : source
  try {
    say('checking the backup')
    return await restoreFolder(config, { folder, manifest: await verified(folder), say })
  } finally {
    if (folder !== source) await rm(folder, { recursive: true, force: true })
  }
}

/** A backup that has been found good. */
export interface Good {
  folder: string
  manifest: Manifest
  say: (line: string) => void
}

async function restoreFolder(config: Config, good: Good): Promise<Manifest> {
  const place = dataDirectory(config.dataDirectory)
  makeDataDirectory(place)
  const release = holdDataDirectory(place)
  try {
    refuseUsed(place, good.manifest)
    await intoDatabase(config, place, good)
    return good.manifest
  } finally {
    release()
  }
}

async function intoDatabase(config: Config, place: DataDirectory, good: Good): Promise<void> {
  const database = openDatabase(config, place)
  let isOurs = false
  try {
    isOurs = await isEmpty(database)
    if (!isOurs) throw new Conflict('The database is not empty; a backup is restored into an empty one')
    await fill({ config, place, database }, good)
  } catch (error) {
    if (isOurs && database.dialect === 'postgres') await removeTables(database)
    await database.close()
    if (isOurs) await undo(place, good.manifest)
    throw error
  }
  await database.close()
}

const filesOf = (database: string): string[] => ['', '-wal', '-shm'].map(end => basename(database) + end)

interface Target {
  config: Config
  place: DataDirectory
  database: PailDatabase
}

/** A key file may be there already, for backups without one, and a database without rows. */
function refuseUsed({ path, keys, ssh, signing, database }: DataDirectory, { with_keys }: Manifest): void {
  const allowed = [
    'lock',
    'lock-journal',
    'cache',
    'lost+found',
    ...filesOf(database),
    ...(with_keys ? [] : [basename(keys), basename(ssh), basename(signing)]),
  ]
  const stray = readdirSync(path).find(name => !allowed.includes(name))
  if (stray) throw new Conflict(`${path} is not empty: it holds ${stray}. A backup is restored into an empty directory`)
}

/** The rows come last and all at once, so that what was broken off does not look like a forge. */
async function fill(target: Target, good: Good): Promise<void> {
  const { config, place, database } = target
  const { manifest, say } = good
  const git = await startGitNode({ directory: place.git })
  const blobs = await openBlobs({ config, place })
  try {
    await restoreRepositories(git, good)
    await importBlobs(blobs, good)
    if (manifest.with_keys) await importKeys(place, good)
    say('restoring the database')
    await importRows(database, good)
    await refuseLost(database.reader, blobs)
    await agreeOnMainBranches({ git, database })
  } finally {
    await git.close()
  }
}

/** The copies are as private as what they are copied from. */
async function importKeys(place: DataDirectory, { folder, manifest }: Good): Promise<void> {
  await copyFile(join(folder, 'keys.json'), place.keys)
  const files = manifest.files.filter(({ path }) => /^(ssh|signing)\//.test(path))
  for (const { path } of files) {
    await mkdir(dirname(join(place.path, path)), { recursive: true, mode: 0o700 })
    await copyFile(join(folder, path), join(place.path, path))
  }
}

/** Nothing of what was brought here stays. */
async function undo({ path, git, database, ...place }: DataDirectory, { with_keys }: Manifest): Promise<void> {
  const files = filesOf(database).map(name => join(path, name))
  const keys = with_keys ? [place.keys, place.ssh, place.signing] : []
  for (const one of [git, place.blobs, ...files, ...keys]) await rm(one, { recursive: true, force: true })
}
