import type { Readable } from 'node:stream'
import { type ArchiveFormat, type Oid, type RepoPath, startArchive } from '@pail/git'
import type { StorageId } from '../client.ts'
import { type Machine, repositoryOf } from '../machine.ts'
import { pour } from '../pour.ts'

export interface Packed {
  commit: Oid
  format: ArchiveFormat
  prefix: string
  path: RepoPath
  signal: AbortSignal
}

export async function archive(machine: Machine, storage: StorageId, packed: Packed): Promise<Readable> {
  return pour('archive', startArchive(repositoryOf(machine, storage), packed))
}
