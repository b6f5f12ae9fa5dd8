import { Invalid, NotFound } from '@pail/failures'
import {
  editTree,
  formatCommit,
  type NewCommit,
  type NewObject,
  type Oid,
  objectId,
  parseCommit,
  type RefName,
  type RepoPath,
  type Repository,
} from '@pail/git'
import { type Machine, repositoryOf } from '../machine.ts'
import { propose } from '../propose.ts'
import type { Quarantine } from '../quarantines.ts'
import type { Written } from '../writing.ts'

/** A file to be at a path, given whole or by the name of a blob. */
export interface FileWish {
  path: RepoPath
  mode: string
  content: Buffer | Oid
}

export interface CommitWish extends Omit<NewCommit, 'tree'> {
  base: Oid | null
  removed: readonly RepoPath[]
  files: readonly FileWish[]
  filesOnly: boolean
  ref: RefName
  old: Oid | null
}

const MAX_COMMIT_BYTES = 16 * 2 ** 20

/** Makes a commit up to the point where only a decision is missing. Only the trees on the changed paths are read. */
export async function writeCommit(
  machine: Machine,
  quarantine: Quarantine,
  wish: CommitWish & { signal: AbortSignal },
): Promise<Written> {
  const repository = repositoryOf(machine, quarantine.storage)
  const objects = new Map<Oid, NewObject>()
  const placed = wish.files.map(file => ({ ...file, oid: blobOf(file, quarantine.blobs, objects) }))
  const there = placed.map(({ oid }) => oid).filter(oid => !objects.has(oid))
  await expectBlobs(machine, repository, there)
  const base = await rootOf(machine, repository, wish.base)
  const read = (tree: Oid) => {
    wish.signal.throwIfAborted()
    return machine.objects.folder(repository, tree)
  }
  const edited = await editTree({ base, removed: wish.removed, placed, read, filesOnly: wish.filesOnly })
  for (const { oid, body } of edited.made) objects.set(oid, objectOf('tree', body))
  const body = formatCommit({ ...wish, tree: edited.oid })
  const oid = objectId('commit', body)
  objects.set(oid, objectOf('commit', body))
  const commands = [{ ref: wish.ref, old: wish.old, new: oid }]
  return propose(machine, quarantine, { oid, commands, objects, signal: wish.signal })
}

export const objectOf = (kind: NewObject['kind'], content: Buffer): NewObject => ({
  kind,
  size: content.length,
  content,
})

/** The name of a file's blob, which is among the new objects unless the repository has it. */
function blobOf({ content }: FileWish, come: ReadonlyMap<Oid, NewObject>, objects: Map<Oid, NewObject>): Oid {
  if (Buffer.isBuffer(content)) {
    const oid = objectId('blob', content)
    objects.set(oid, objectOf('blob', content))
    return oid
  }
  const blob = come.get(content)
  if (blob) objects.set(content, blob)
  return content
}

async function expectBlobs(machine: Machine, repository: Repository, ids: readonly Oid[]): Promise<void> {
  if (ids.length === 0) return
  const sizes = await machine.objects.sizes(repository, ids)
  const missing = ids.find((_, at) => sizes[at] === null)
  if (missing) throw new NotFound(`There is no object ${missing}`)
}

async function rootOf(machine: Machine, repository: Repository, base: Oid | null): Promise<Oid | null> {
  if (base === null) return null
  const found = await machine.readers.use(repository, reader => reader.contents(base, MAX_COMMIT_BYTES))
  if (!found) throw new NotFound(`There is no object ${base}`)
  if (found.kind === 'tree') return base
  if (found.kind !== 'commit') throw new Invalid('A commit begins with a commit or a tree')
  return parseCommit(base, found.body).tree
}
