import {
  hasPublicRefWith,
  isAbbreviation,
  isPublicRef,
  type Oid,
  objectsLike,
  type Ref,
  type RefSnapshot,
  type Repository,
} from '@pail/git'
import type { StorageId } from '../client.ts'
import { type Machine, refsOf, repositoryOf } from '../machine.ts'
import type { Resolution } from '../reading.ts'

export interface Revisions {
  revisions: readonly string[]
  signal: AbortSignal
}

export async function resolve(
  machine: Machine,
  storage: StorageId,
  { revisions, signal }: Revisions,
): Promise<Resolution[]> {
  const repository = repositoryOf(machine, storage)
  const snapshot = await refsOf(machine, storage)
  return Promise.all(
    revisions.map(async revision => {
      const ref = refNamed(snapshot, revision)
      return ref ? behind(machine, repository, ref) : hashed(machine, repository, revision, signal)
    }),
  )
}

function refNamed({ refs, head }: RefSnapshot, revision: string): Ref | undefined {
  const names = revision === 'HEAD' ? [head] : [revision, `refs/heads/${revision}`, `refs/tags/${revision}`]
  const found = names.map(name => refs.find(ref => ref.name === name && isPublicRef(ref.name)))
  return found.find(ref => ref !== undefined)
}

async function behind(machine: Machine, repository: Repository, { name, oid, peeled }: Ref): Promise<Resolution> {
  const target = peeled ?? oid
  const info = await machine.readers.use(repository, reader => reader.info(target))
  return info && { oid: target, kind: info.kind, ref: name, ...(peeled && { tag: oid }) }
}

async function hashed(
  machine: Machine,
  repository: Repository,
  revision: string,
  signal: AbortSignal,
): Promise<Resolution> {
  if (!isAbbreviation(revision)) return null
  const ids = await objectsLike(repository, revision, signal)
  const found: Oid[] = []
  for (const id of ids) {
    const info = await machine.readers.use(repository, reader => reader.info(id))
    if (info?.kind === 'commit' && (await hasPublicRefWith(repository, id, signal))) found.push(id)
  }
  if (found.length > 1) return 'ambiguous'
  return found[0] ? { oid: found[0], kind: 'commit' } : null
}
