import { isUtf8 } from 'node:buffer'
import { Invalid, NotFound } from '@pail/failures'
import { objectId } from './object-id.ts'
import type { Oid } from './oid.ts'
import type { RepoPath } from './repo-path.ts'
import { DIRECTORY, formatTree, type RawEntry, SUBMODULE } from './tree-object.ts'

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
  read: (tree: Oid) => Promise<readonly RawEntry[]>
  /** Only files come and go by name: nothing else makes room or vanishes unless it was emptied. */
  filesOnly?: boolean
}

export interface EditedTree {
  oid: Oid
  /** The trees that changed, each before those that hold it. */
  made: { oid: Oid; body: Buffer }[]
}

/** A folder of which something is to change. */
interface Folder {
  entries: Map<string, RawEntry>
  open: Map<string, Folder>
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

type Read = TreeEdit['read']
type Manner = Required<Pick<TreeEdit, 'read' | 'filesOnly'>>

async function openFolder(tree: Oid | null, read: Read): Promise<Folder> {
  const entries = tree === null ? [] : await read(tree)
  return { entries: new Map(entries.map(entry => [keyOf(entry), entry])), open: new Map() }
}

/** Names are told apart by their bytes. */
const keyOf = ({ name, raw }: RawEntry): string => (raw && !isUtf8(raw) ? `\0${raw.toString('latin1')}` : name)

/** The folder of that name, made where there is none. */
async function enter(folder: Folder, name: string, read: Read): Promise<Folder> {
  const known = folder.open.get(name)
  if (known) return known
  const entry = folder.entries.get(name)
  const opened = await openFolder(entry?.mode === DIRECTORY ? entry.oid : null, read)
  const sooner = folder.open.get(name)
  if (sooner) return sooner
  folder.open.set(name, opened)
  return opened
}

/** How to remove what is at the path; nothing when there is nothing. */
async function find(root: Folder, path: RepoPath, { read, filesOnly }: Manner): Promise<(() => void) | undefined> {
  const names = path.split('/')
  const last = names.pop()!
  let folder = root
  for (const name of names) {
    if (folder.entries.get(name)?.mode !== DIRECTORY) return undefined
    folder = await enter(folder, name, read)
  }
  const entry = folder.entries.get(last)
  if (entry && filesOnly) expectFile(entry, path)
  return entry && (() => drop(folder, last))
}

function drop(folder: Folder, name: string): void {
  folder.entries.delete(name)
  folder.open.delete(name)
}

async function place(root: Folder, { path, mode, oid }: Placed, { read, filesOnly }: Manner): Promise<void> {
  const names = path.split('/')
  const last = names.pop()!
  let folder = root
  for (const [depth, name] of names.entries()) {
    const entry = folder.entries.get(name)
    if (filesOnly && entry && entry.mode !== DIRECTORY && !folder.open.has(name))
      throw new Invalid(`${path}: ${names.slice(0, depth + 1).join('/')} is not a folder`)
    folder = await enter(folder, name, read)
  }
  const there = folder.entries.get(last)
  if (filesOnly && there && !isEmptied(folder.open.get(last))) expectFile(there, path)
  folder.open.delete(last)
  folder.entries.set(last, { mode, name: last, oid })
}

function expectFile({ mode }: RawEntry, path: RepoPath): void {
  if (mode === DIRECTORY) throw new Invalid(`${path}: this is a folder`)
  if (mode === SUBMODULE) throw new Invalid(`${path}: this is a submodule`)
}

/** Nothing is left in the folder but folders in which nothing is left. */
const isEmptied = (folder: Folder | undefined): boolean =>
  folder !== undefined && [...folder.entries.keys()].every(name => isEmptied(folder.open.get(name)))

/** Git keeps no empty folders, except for the whole. */
function close(folder: Folder, made: EditedTree['made'], isRoot = false): Oid {
  for (const [name, inner] of folder.open) {
    const oid = close(inner, made)
    if (inner.entries.size === 0) folder.entries.delete(name)
    else folder.entries.set(name, { mode: DIRECTORY, name, oid })
  }
  const body = formatTree(folder.entries.values())
  const oid = objectId('tree', body)
  if (isRoot || folder.entries.size > 0) made.push({ oid, body })
  return oid
}
