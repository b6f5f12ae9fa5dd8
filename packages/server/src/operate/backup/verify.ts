import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { lstat, readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { Invalid } from '@pail/failures'
import { unknownAmong } from '../schema-state.ts'
import { type BackupFile, MANIFEST, type Manifest, readManifest } from './manifest.ts'

/** Reads a whole backup and answers its manifest, if all of it is there and just as it was written. */
export async function verified(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => {
    throw new Invalid(`There is no ${MANIFEST}: this is no backup, or not a complete one`)
  })
  const manifest = readManifest(text)
  const unknown = unknownAmong(manifest.migrations)
  if (unknown.length > 0)
    throw new Invalid(`This backup was made by a newer Pail (${manifest.pail}; it has ${unknown.join(', ')})`)
  await refuseOthers(folder, manifest)
  for (const file of manifest.files) await verify(folder, file)
  return manifest
}

async function refuseOthers(folder: string, { files, tables, repositories }: Manifest): Promise<void> {
  const listed = new Set([MANIFEST, ...files.map(({ path }) => path)])
  const owed = [...tables.map(rowsPath), ...repositories.map(snapshotPath)]
  const absent = owed.find(path => !listed.has(path))
  if (absent) throw new Invalid(`${MANIFEST} does not list ${absent}`)
  const present = await readdir(folder, { recursive: true, withFileTypes: true })
  const stray = present
    .filter(entry => !entry.isDirectory())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)))
    .find(path => !listed.has(path))
  if (stray) throw new Invalid(`The backup holds ${stray}, which ${MANIFEST} does not list`)
}

export const rowsPath = (table: string): string => `database/${table}.jsonl`
export const snapshotPath = (storage: string): string => `repositories/${storage}.snapshot`

async function verify(folder: string, { path, size, sha256 }: BackupFile): Promise<void> {
  const place = join(folder, path)
  const found = await lstat(place).catch(() => undefined)
  if (!found?.isFile()) throw new Invalid(`The backup lacks ${path}`)
  if (found.size !== size) throw new Invalid(`${path} has been changed: ${found.size} bytes and not ${size}`)
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(place)) hash.update(chunk)
  if (hash.digest('hex') !== sha256)
    throw new Invalid(`${path} has been changed: its sum is not the one of the manifest`)
}
