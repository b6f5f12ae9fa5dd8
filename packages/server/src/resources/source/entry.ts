import type { Oid } from '@pail/git'
import type { TreeEntry } from '@pail/git-node'
import { isText, mediaTypeOf } from '../../kernel/media.ts'
import type { Commit } from '../commits/commit.ts'
import type { Repository } from '../repositories/repository.ts'

/** A commit whose files are looked at. What it takes more questions to know is asked when it is shown. */
export interface Tree {
  repository: Repository
  hash: Oid
  commit(): Promise<Commit>
  /** What last touched an entry of the page that is shown. */
  lastCommit?(path: string): Promise<Commit | undefined>
}

/** A file or folder as a commit has it. */
export interface Entry {
  tree: Tree
  at: Omit<TreeEntry, 'oid'>
}

const HASH_LENGTH = 40

export const isFolder = ({ at }: Entry): boolean => at.type === 'directory'

/** Words about a file beside its content. Whether it is binary is told by its name, so that lists read no contents. */
export function attributesOf({ type, mode, path }: Entry['at']): string[] {
  if (type === 'link') return ['link']
  if (type === 'submodule') return ['subrepository']
  const media = mediaTypeOf(path)
  return [...(mode === '100755' ? ['executable'] : []), ...(media !== null && !isText(media) ? ['binary'] : [])]
}

/** A submodule's content is the id of its commit. */
export const lengthOf = ({ type, size }: Pick<TreeEntry, 'type' | 'size'>): number | null =>
  type === 'submodule' ? HASH_LENGTH : size

/** The same content with the same attributes has the same one anywhere. */
export const etagOf = ({ oid, mode }: TreeEntry): string => (mode === '100644' ? `"${oid}"` : `"${oid}-${mode}"`)

export const typeOf = (entry: Entry): string => (isFolder(entry) ? 'commit_directory' : 'commit_file')
