import type { Readable } from 'node:stream'
import {
  type ChangedEntry,
  EMPTY_TREE,
  type Oid,
  type Repository,
  SUBMODULE,
  startTreeDiff,
  treeChanges,
} from '@pail/git'
import type { StorageId } from '../client.ts'
import { type Machine, repositoryOf } from '../machine.ts'
import { pour } from '../pour.ts'

export interface Sides {
  from: Oid | undefined
  to: Oid
  signal: AbortSignal
}

/** Entries of which the sizes are asked at once. */
const AT_ONCE = 1000

/** The entries in which two trees differ, a line of JSON each. */
export async function changes(machine: Machine, storage: StorageId, { from, to, signal }: Sides): Promise<Readable> {
  const repository = repositoryOf(machine, storage)
  await machine.objects.commits(repository, from ? [from, to] : [to])
  const running = startTreeDiff(repository, { from: from ?? EMPTY_TREE, to, signal })
  return pour('diff-tree', running, printed => lines(machine, repository, printed))
}

async function* lines(machine: Machine, repository: Repository, printed: AsyncIterable<Buffer>) {
  let some: ChangedEntry[] = []
  for await (const change of treeChanges(printed)) {
    if (some.push(change) < AT_ONCE) continue
    yield await told(machine, repository, some)
    some = []
  }
  if (some.length > 0) yield await told(machine, repository, some)
}

async function told({ objects }: Machine, repository: Repository, some: readonly ChangedEntry[]): Promise<Buffer> {
  const blobs = some.flatMap(({ oid, mode }) => (oid === null || mode === SUBMODULE ? [] : [oid]))
  const known = await objects.sizes(repository, blobs)
  const sizes = new Map(blobs.map((oid, at) => [oid, known[at]!]))
  const told = some.map(change => JSON.stringify({ ...change, size: sizes.get(change.oid!) ?? null }))
  return Buffer.from(`${told.join('\n')}\n`)
}
