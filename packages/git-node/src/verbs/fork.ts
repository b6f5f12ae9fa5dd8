import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Conflict, Unavailable } from '@pail/failures'
import {
  branchRef,
  init,
  linkObjects,
  objectFacts,
  type Ref,
  type RefSnapshot,
  type Repository,
  writePackedRefs,
} from '@pail/git'
import type { StorageId } from '../client.ts'
import { existingFolder, folderOf, passingFolder, settle } from '../disk.ts'
import { type Machine, refsOf } from '../machine.ts'

interface Fork {
  source: StorageId
  storage: StorageId
  signal: AbortSignal
}

/** Made aside of links to the objects of the source, and then moved; the refs are those of the moment before. */
export async function fork(machine: Machine, { source, storage, signal }: Fork): Promise<void> {
  const { git, disk, presence } = machine
  if (existsSync(folderOf(disk, storage))) throw new Conflict('The storage exists already')
  const folder = passingFolder(disk)
  const leave = await presence.enter(source)
  try {
    const from = existingFolder(disk, source)
    await fill({ git, dir: folder }, from, await refsOf(machine, source))
    signal.throwIfAborted()
    await settle(disk, folder, storage)
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    // What was removed meanwhile is not there, whatever it was that could not be found of it.
    existingFolder(disk, source)
    throw error
  } finally {
    leave()
  }
}

async function fill(repository: Repository, from: string, { head, refs }: RefSnapshot): Promise<void> {
  const shared = refs.filter(isShared)
  await init(repository.git, repository.dir, head?.startsWith('refs/heads/') ? head : branchRef('main'))
  await linkObjects(join(from, 'objects'), join(repository.dir, 'objects'))
  await writePackedRefs(repository.dir, shared)
  const tips = [...new Set(shared.map(({ oid }) => oid))]
  if ((await objectFacts(repository, tips)).size < tips.length || !existsSync(from))
    throw new Unavailable('The repository cannot be forked whole')
}

/** What else there is belongs to the source alone. */
const isShared = ({ name }: Ref) => name.startsWith('refs/heads/') || name.startsWith('refs/tags/')
