import { DIRECTORY, LINK, type Oid, type RawEntry, type RepoPath, type Repository, SUBMODULE } from '@pail/git'
import type { Machine } from './machine.ts'
import type { EntryType, TreeEntry } from './reading.ts'

/** An entry and where it is. */
export interface Placed {
  path: string
  entry: RawEntry
}

/** What is at a path of a commit; null when nothing is. Links are not followed. */
export async function look(
  { objects }: Machine,
  repository: Repository,
  { commit, path }: { commit: Oid; path: RepoPath },
): Promise<RawEntry | null> {
  let found: RawEntry = { mode: DIRECTORY, name: '', oid: (await objects.commit(repository, commit)).tree }
  for (const name of path === '' ? [] : path.split('/')) {
    if (found.mode !== DIRECTORY) return null
    const next = (await objects.folder(repository, found.oid)).find(name)
    if (!next) return null
    found = next
  }
  return found
}

/** Entries as they are told, with the sizes of files and links. */
export async function shown(
  { objects }: Machine,
  repository: Repository,
  { placed, sizes }: { placed: readonly Placed[]; sizes: boolean },
): Promise<TreeEntry[]> {
  const blobs = placed.filter(({ entry }) => sizes && hasBytes(entry)).map(({ entry }) => entry.oid)
  const known = await objects.sizes(repository, blobs)
  const sizeOf = new Map(blobs.map((id, at) => [id, known[at]!]))
  return placed.map(({ path, entry: { mode, oid } }) => {
    return { path, type: typeOf(mode), mode, oid, size: sizeOf.get(oid) ?? null }
  })
}

export function typeOf(mode: string): EntryType {
  if (mode === DIRECTORY) return 'directory'
  if (mode === SUBMODULE) return 'submodule'
  return mode === LINK ? 'link' : 'file'
}

const hasBytes = ({ mode }: RawEntry): boolean => mode !== DIRECTORY && mode !== SUBMODULE
