import type { ChangedFile, FileChange, MergeConflict } from '@pail/git-node'
import type { Repository } from '../../repositories/repository.ts'

/** A changed file as one side has it. */
export interface FileThere {
  repository: Repository
  hash: string
  file: ChangedFile
  binary: boolean
}

/** What became of one file between two commits. */
export interface Change {
  change: FileChange
  /** What stands in the way of a merge, where something does. */
  conflict: MergeConflict | undefined
  old: FileThere | null
  new: FileThere | null
}

/** Of these, the last six say that the source cannot be merged into the destination as it is. */
export const STATUSES = [
  'added',
  'removed',
  'modified',
  'renamed',
  'merge conflict',
  'rename conflict',
  'rename/delete conflict',
  'local deleted',
  'remote deleted',
  'subrepo conflict',
] as const

export type Status = (typeof STATUSES)[number]

/** Local is the destination, as for somebody who stands there and merges the source. */
export function statusOf({ change, conflict }: Pick<Change, 'change' | 'conflict'>): Status {
  if (!conflict) return change.status
  if (conflict.kind === 'deleted-by-ours') return 'local deleted'
  if (conflict.kind === 'deleted-by-theirs') return 'remote deleted'
  if (conflict.kind === 'submodule') return 'subrepo conflict'
  if (conflict.kind !== 'rename') return 'merge conflict'
  return conflict.message.includes('(rename/delete)') ? 'rename/delete conflict' : 'rename conflict'
}

const SPECIAL: Readonly<Record<string, string>> = {
  '120000': 'link',
  '100755': 'executable',
  '160000': 'subrepository',
}

/** Undefined for the plain text that nearly every file is. */
export function attributesOf({ file, binary }: FileThere): string[] | undefined {
  const special = SPECIAL[file.mode]
  const all = [...(special ? [special] : []), ...(binary ? ['binary'] : [])]
  return all.length > 0 ? all : undefined
}
