import { existsSync } from 'node:fs'
import { Conflict } from '@pail/failures'
import { branchRef, init } from '@pail/git'
import type { StorageId } from '../client.ts'
import { folderOf, passingFolder, settle } from '../disk.ts'
import type { Machine } from '../machine.ts'

/** Made aside and then moved, so that a repository is there whole or not at all. */
export async function create({ git, disk }: Machine, storage: StorageId, defaultBranch: string): Promise<void> {
  if (existsSync(folderOf(disk, storage))) throw new Conflict('The storage exists already')
  const folder = passingFolder(disk)
  await init(git, folder, branchRef(defaultBranch))
  await settle(disk, folder, storage)
}
