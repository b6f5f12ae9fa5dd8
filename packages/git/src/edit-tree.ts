import { Invalid, NotFound } from '@pail/failures'
import { objectId } from './object-id.ts'
import type { Oid } from './oid.ts'
import type { RepoPath } from './repo-path.ts'
import type { Tree } from './tree.ts'
import { TreeDraft } from './tree-draft.ts'
import { DIRECTORY, SUBMODULE } from './tree-object.ts'

/** A file to be at a path. */
export interface Placed {
  path: RepoPath
  mode: string
  oid: Oid
}

export interface TreeEdit {
  /** Null for a tree that has nothing yet. */
  base: Oid | null
  removed: readonly RepoPath[]
  placed: readonly Placed[]
  read: (tree: Oid) => Promise<Tree>
  /** Only files come and go by name: nothing else makes room or vanishes unless it was emptied. */
  filesOnly?: boolean
}

export interface EditedTree {
  oid: Oid
  /** The trees that changed, each before those that hold it. */
  made: { oid: Oid; body: Buffer }[]
}

/**
 * Changes a tree and reads no other folders than those on the way. What is removed goes first, whatever the order; then
 * each file takes its place as with `git update-index --replace`: a file in the way of a folder makes room, and so does
 * a folder in the way of a file. Folders that have become empty vanish.
 */
export async function editTree({ base, removed, placed, read, filesOnly = false }: TreeEdit): Promise<EditedTree> {
  const root = await openFolder(base, read)
  const gone = await Promise.all(removed.map(path => find(root, path, { read, filesOnly })))
  const missing = removed.find((_, at) => !gone[at])
  if (missing !== undefined) throw new NotFound(`There is no ${missing} to delete`)
  for (const remove of gone) remove!()
  for (const file of placed) await place(root, file, { read, filesOnly })
  const made: EditedTree['made'] = []
  return { oid: close(root, made, true), made }
}

type Manner = Required<Pick<TreeEdit, 'read' | 'filesOnly'>>

const openFolder = async (tree: Oid | null, read: TreeEdit['read']) => new TreeDraft(tree && (await read(tree)))

/** The folder of that name, made where there is none. */
async function enter(folder: TreeDraft, key: string, read: TreeEdit['read']): Promise<TreeDraft> {
  const known = folder.open.get(key)
  if (known) return known
  const entry = folder.get(key)
  const opened = await openFolder(entry?.mode === DIRECTORY ? entry.oid : null, read)
  const sooner = folder.open.get(key)
  if (sooner) return sooner
  folder.open.set(key, opened)
  return opened
}

/** How to remove what is at the path; nothing when there is nothing. */
async function find(root: TreeDraft, path: RepoPath, { read, filesOnly }: Manner): Promise<(() => void) | undefined> {
  const names = path.split('/')
  const last = names.pop()!
  let folder = root
  for (const name of names) {
    const key = folder.keyOf(name)
    if (folder.get(key)?.mode !== DIRECTORY) return undefined
    folder = await enter(folder, key, read)
  }
  const key = folder.keyOf(last)
  const entry = folder.get(key)
  if (entry && filesOnly) expectFile(entry.mode, path)
  return entry && (() => drop(folder, key))
}

function drop(folder: TreeDraft, key: string): void {
  folder.delete(key)
  folder.open.delete(key)
}

async function place(root: TreeDraft, { path, ...file }: Placed, { read, filesOnly }: Manner): Promise<void> {
  const names = path.split('/')
  const last = names.pop()!
  let folder = root
  for (const [depth, name] of names.entries()) {
    const key = folder.keyOf(name)
    const entry = folder.get(key)
    if (filesOnly && entry && entry.mode !== DIRECTORY && !folder.open.has(key))
      throw new Invalid(`${path}: ${names.slice(0, depth + 1).join('/')} is not a folder`)
    folder = await enter(folder, key, read)
  }
  const key = folder.keyOf(last)
  const inner = folder.open.get(key)
  const there = inner ? !isEmptied(inner) && DIRECTORY : folder.get(key)?.mode
  if (filesOnly && there) expectFile(there, path)
  folder.open.delete(key)
  folder.set(key, file)
}

function expectFile(mode: string, path: RepoPath): void {
  if (mode === DIRECTORY) throw new Invalid(`${path}: this is a folder`)
  if (mode === SUBMODULE) throw new Invalid(`${path}: this is a submodule`)
}

/** Nothing is left in the folder but folders in which nothing is left. */
function isEmptied(folder: TreeDraft): boolean {
  const open = [...folder.open]
  return open.every(([, inner]) => isEmptied(inner)) && open.filter(([key]) => folder.has(key)).length === folder.size
}

/** Git keeps no empty folders, except for the whole. */
function close(folder: TreeDraft, made: EditedTree['made'], isRoot = false): Oid {
  for (const [key, inner] of folder.open) {
    const oid = close(inner, made)
    if (inner.size === 0) folder.delete(key)
    else folder.set(key, { mode: DIRECTORY, oid })
  }
  const body = folder.body()
  const oid = objectId('tree', body)
  if (isRoot || folder.size > 0) made.push({ oid, body })
  return oid
}
