import { createReadStream, existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { BlobId } from '@pail/blobs'
import { Conflict, NotFound, Unavailable } from '@pail/failures'
import { signingFiles } from '@pail/git-node/signing'
import { type DataDirectory, holdKeys } from '../../data-directory.ts'
import type { Db } from '../../db/tables/index.ts'
import { HOST_KEY_FILES } from '../../git-doors/ssh/host-key-files.ts'
import { spokenOf } from '../../kernel/blobs.ts'
import { now } from '../../kernel/clock.ts'
import { blobRows } from '../../slices.ts'
import type { Machines } from '../machines.ts'
import { schemaState } from '../schema-state.ts'
import { PAIL_VERSION } from '../version.ts'
import { exportBlobs } from './blobs.ts'
import { Bundle } from './bundle.ts'
import { rowsAsLines } from './export-rows.ts'
import { FORMAT, MANIFEST, type Manifest, sealManifest } from './manifest.ts'
import { TABLES } from './tables.ts'
import { isTarName, packTar } from './tar.ts'

export interface BackupWish {
  /** A folder to be made, or a file to be when it ends in `.tar`. */
  target: string
  withKeys: boolean
  say?: (line: string) => void
}

/**
 * Writes everything under a passing name, and gives it its own when it is complete. The database is read first, as of
 * one moment, and then each repository: refs may be newer than the rows, which are the poorer for it, never wrong.
 */
export async function backUp(machines: Machines, { target, withKeys, say = () => {} }: BackupWish): Promise<Manifest> {
  const place = resolve(target)
  if (existsSync(place)) throw new Conflict(`${place} exists already; a backup never replaces another`)
  const folder = `${place}.part`
  await mkdir(dirname(place), { recursive: true })
  await rm(folder, { recursive: true, force: true })
  // A change of keys meanwhile could take away the one under which the rows are sealed.
  const release = withKeys ? holdKeys(machines.place) : () => {}
  try {
    const manifest = await fill(machines, new Bundle(folder), withKeys, say)
    if (isTarName(place)) await packTar(folder, place)
    else await rename(folder, place)
    return manifest
  } finally {
    release()
    await rm(folder, { recursive: true, force: true })
  }
}

async function fill(
  machines: Machines,
  bundle: Bundle,
  withKeys: boolean,
  say: (line: string) => void,
): Promise<Manifest> {
  const { database, place } = machines
  const { applied, missing, unknown } = await schemaState(database)
  if (missing.length + unknown.length > 0)
    throw new Conflict('The database is not of this version of Pail; start the Pail that belongs to it first')
  const { storages, contents } = await exportDatabase(machines, bundle)
  const deleted = await exportRepositories(machines, bundle, storages, say)
  await exportBlobs(machines.blobs, bundle, contents)
  if (withKeys) await exportKeys(place, bundle)
  const said = {
    format: FORMAT,
    pail: PAIL_VERSION,
    created_on: now(),
    database: database.dialect,
    migrations: applied,
    tables: Object.keys(TABLES),
    repositories: storages.filter(storage => !deleted.includes(storage)),
    deleted,
    with_keys: withKeys,
    files: bundle.files,
  } satisfies Omit<Manifest, 'sum'>
  const text = sealManifest(said)
  await bundle.addUnlisted(MANIFEST, text)
  return JSON.parse(text) as Manifest
}

/** What opens the sealed values, what clients know the server by, and what it signs with. */
async function exportKeys(place: DataDirectory, bundle: Bundle): Promise<void> {
  await bundle.add('keys.json', createReadStream(place.keys))
  for (const file of HOST_KEY_FILES) {
    const path = join(place.ssh, file)
    if (existsSync(path)) await bundle.add(`ssh/${file}`, createReadStream(path))
  }
  for (const file of signingFiles(place.signing))
    await bundle.add(`signing/${file}`, createReadStream(join(place.signing, file)))
}

/** One transaction that only reads: all tables as of one moment, and nobody is kept from writing. */
function exportDatabase(
  { database }: Machines,
  bundle: Bundle,
): Promise<{ storages: string[]; contents: ReadonlySet<BlobId> }> {
  return database.reader
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async tx => {
      for (const [name, key] of Object.entries(TABLES))
        await bundle.add(`database/${name}.jsonl`, rowsAsLines(tx, name, key))
      const rows = await tx.selectFrom('repositories').select('uuid').orderBy('uuid').execute()
      const contents = new Set<BlobId>()
      for await (const { id } of spokenOf(tx, blobRows)) contents.add(id)
      return { storages: rows.map(({ uuid }) => uuid), contents }
    })
}

/** Answers those that were deleted since the database was read. */
async function exportRepositories(
  { database, git }: Machines,
  bundle: Bundle,
  storages: readonly string[],
  say: (line: string) => void,
): Promise<string[]> {
  const deleted: string[] = []
  for (const [at, storage] of storages.entries()) {
    say(`repository ${at + 1} of ${storages.length}`)
    const path = `repositories/${storage}.snapshot`
    try {
      await bundle.add(path, await git.snapshot(storage))
    } catch (error) {
      if (await isThere(database.reader, storage)) throw explained(error, storage)
      await bundle.drop(path)
      deleted.push(storage)
    }
  }
  return deleted
}

const isThere = async (db: Db, uuid: string): Promise<boolean> =>
  (await db.selectFrom('repositories').where('uuid', '=', uuid).select('uuid').executeTakeFirst()) !== undefined

const explained = (error: unknown, storage: string): unknown =>
  error instanceof NotFound ? new Unavailable(`The repository ${storage} is missing on disk; run pail doctor`) : error
