import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { NotFound } from '@pail/failures'
import {
  type ArchiveFormat,
  type Exit,
  GitFailed,
  isPublicRef,
  makeStandIn,
  type Oid,
  type RefSnapshot,
  type RepoPath,
  startArchive,
  substitutes,
} from '@pail/git'
import type { StorageId } from '../client.ts'
import { nameOf } from '../content-cache.ts'
import { passingFolder } from '../disk.ts'
import type { Made } from '../flight.ts'
import { type Machine, refsOf, repositoryOf } from '../machine.ts'

export interface Packed {
  commit: Oid
  format: ArchiveFormat
  prefix: string
  path: RepoPath
  signal: AbortSignal
}

/** The files of a commit, the same bytes each time. Equal commits of several repositories share them. */
export async function archive(machine: Machine, storage: StorageId, packed: Packed): Promise<Readable> {
  const { commit, format, prefix, path, signal } = packed
  const { tree } = await machine.objects.commit(repositoryOf(machine, storage), commit)
  const refs = (await mayNameRefs(machine, storage, packed)) ? await refsOf(machine, storage) : undefined
  const name = nameOf(['archive', tree, commit, format, prefix, path, ...(refs ? [storage, refs.etag] : [])])
  const { bytes } = await machine.cache.read({ name, scope: storage, signal }, signal =>
    make(machine, storage, { ...packed, signal, refs }),
  )
  return bytes
}

function mayNameRefs(machine: Machine, storage: StorageId, { commit, signal }: Packed): Promise<boolean> {
  const repository = repositoryOf(machine, storage)
  return machine.answers.get({ key: ['substitutes', commit], signal, weigh: () => 0 }, signal =>
    substitutes(repository, commit, signal),
  )
}

type Making = Packed & { refs: RefSnapshot | undefined }

async function make(machine: Machine, storage: StorageId, making: Making): Promise<Made> {
  const leave = await machine.packing.take(making.signal)
  const standIn = passingFolder(machine.disk)
  const tidy = () => {
    leave()
    void rm(standIn, { recursive: true, force: true }).catch(() => {})
  }
  try {
    const { dir } = repositoryOf(machine, storage)
    await makeStandIn(standIn, publicOnes(making.refs))
    const repository = { git: machine.git, dir: standIn }
    const { stdout, exit } = startArchive(repository, { ...making, objects: join(dir, 'objects') })
    exit.then(tidy, tidy)
    return { bytes: stdout, end: async () => isSound(await exit) && existsSync(dir) }
  } catch (error) {
    tidy()
    throw error
  }
}

/** Of hidden refs not even the names get into an archive. */
const publicOnes = (refs: RefSnapshot | undefined) => ({
  head: refs?.head ?? null,
  refs: refs?.refs.filter(({ name }) => isPublicRef(name)) ?? [],
})

function isSound(exit: Exit): true {
  if (exit.code === 0) return true
  if (exit.stderr.includes('did not match any files')) throw new NotFound('There is no such path in the commit')
  throw new GitFailed('archive', exit)
}
