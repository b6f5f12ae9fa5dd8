import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Invalid, NotFound } from '@pail/failures'
import type { StorageId } from './client.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Where repositories are, by storage id; and one place, on the same disk, for everything that is not one yet or any more. */
export interface Disk {
  repositories: string
  passing: string
}

/** What an earlier process left half-done is of no use to anyone. */
export async function openDisk(data: string): Promise<Disk> {
  const repositories = join(data, 'repositories')
  const passing = join(repositories, 'passing')
  await rm(passing, { recursive: true, force: true })
  await mkdir(passing, { recursive: true })
  return { repositories, passing }
}

export function folderOf({ repositories }: Disk, storage: StorageId): string {
  if (!UUID.test(storage)) throw new Invalid('A storage id is a uuid in lower case')
  return join(repositories, storage.slice(0, 2), storage.slice(2, 4), `${storage}.git`)
}

export function existingFolder(disk: Disk, storage: StorageId): string {
  const folder = folderOf(disk, storage)
  if (!existsSync(folder)) throw new NotFound('There is no such storage', { data: { storage } })
  return folder
}

export const passingFolder = ({ passing }: Disk): string => join(passing, randomUUID())

/** Puts a finished repository where it is looked for. */
export async function settle(disk: Disk, folder: string, storage: StorageId): Promise<void> {
  const place = folderOf(disk, storage)
  await mkdir(dirname(place), { recursive: true })
  await rename(folder, place)
}

/** Takes a repository out of sight at once, and its files away after. */
export async function discard(disk: Disk, storage: StorageId): Promise<void> {
  const aside = passingFolder(disk)
  await rename(folderOf(disk, storage), aside)
  await rm(aside, { recursive: true, force: true })
}

export async function listStorages({ repositories }: Disk): Promise<StorageId[]> {
  const firsts = await readdir(repositories)
  const found: StorageId[] = []
  for (const first of firsts.filter(isByte)) {
    for (const second of (await readdir(join(repositories, first))).filter(isByte)) {
      const names = await readdir(join(repositories, first, second))
      found.push(...names.filter(name => name.endsWith('.git')).map(name => name.slice(0, -4)))
    }
  }
  return found.filter(name => UUID.test(name)).sort()
}

const isByte = (name: string) => /^[0-9a-f]{2}$/.test(name)
