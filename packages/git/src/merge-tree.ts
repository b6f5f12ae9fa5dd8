import { Invalid } from '@pail/failures'
import { EMPTY_TREE } from './diff.ts'
import type { Repository } from './git.ts'
import { type Oid, oid } from './oid.ts'
import { GitFailed, output } from './output.ts'

/** Why two sides of a merge do not go together at a path. */
export type ConflictKind =
  | 'content'
  | 'add-add'
  | 'binary'
  | 'submodule'
  | 'rename'
  | 'deleted-by-ours'
  | 'deleted-by-theirs'
  /** A file here and a folder there, two kinds of files, folders that moved apart. */
  | 'structure'

export interface MergeConflict {
  /** Where a side has it; git would put a file that is in the way of a folder beside it. */
  path: string
  kind: ConflictKind
  /** Git's sentence about it, where the sides are called `ours` and `theirs`. */
  message: string
}

export interface Merged {
  /** What a merge without conflicts gives; else null. */
  tree: Oid | null
  conflicts: MergeConflict[]
}

export interface MergeSides {
  ours: Oid
  theirs: Oid
  /** Two that have no history in common are refused, instead of merged as if both had begun with nothing. */
  isRelated?: boolean
  signal?: AbortSignal | undefined
}

/**
 * What comes of a merge is kept only once it has been looked through, so it need not reach the disk. Newer versions of git
 * would read attributes from the branch that HEAD names; a merge follows from its two sides alone.
 */
export const MERGING: readonly string[] = [
  'core.fsync=none',
  'core.looseCompression=0',
  'core.createObject=rename',
  `attr.tree=${EMPTY_TREE}`,
]

export const UNRELATED = 'The two branches have no history in common'

/** Merges two commits as `git merge` does. The trees and files that come of it go where the repository's new objects go. */
export async function mergeTree(repository: Repository, sides: MergeSides): Promise<Merged> {
  const { ours, theirs, isRelated = false, signal } = sides
  const unrelated = isRelated ? [] : ['--allow-unrelated-histories']
  const args = ['merge-tree', '--write-tree', ...unrelated, '--messages', '-z', ours, theirs]
  const { stdout, ...exit } = await output(repository, { args, settings: MERGING, signal })
  const [tree = '', ...fields] = stdout.toString().split('\0')
  if (exit.stderr.includes('unrelated histories')) throw new Invalid(UNRELATED)
  // A commit that is not there ends git as a conflict does.
  if (exit.code === null || exit.code > 1 || tree === '') throw new GitFailed('merge-tree', exit)
  if (exit.code === 0) return { tree: oid(tree), conflicts: [] }
  const end = fields.indexOf('')
  const remarks = remarksIn(fields.slice(end + 1)).map(remark => ({
    ...remark,
    message: remark.message.replaceAll(ours, 'ours').replaceAll(theirs, 'theirs').trim(),
  }))
  const conflicts = [...stagesIn(fields.slice(0, end))]
    .map(sides => conflictOf(sides, remarks))
    .map(conflict => ({ ...conflict, path: conflict.path.replace(`~${ours}`, '').replace(`~${theirs}`, '') }))
  return { tree: null, conflicts: conflicts.length > 0 ? conflicts : structureOf(remarks) }
}

/** A folder may have moved to several places, so that no path is in conflict and yet the merge is not clean. */
const structureOf = (remarks: readonly Remark[]): MergeConflict[] =>
  remarks
    .filter(({ type }) => type.startsWith('CONFLICT'))
    .map(({ paths, message }) => ({ path: paths[0] ?? '', kind: 'structure', message }))

/** Which of base (1), ours (2) and theirs (3) have something at a path. */
type Stages = [path: string, stages: Set<string>]

function stagesIn(lines: readonly string[]): Map<string, Set<string>> {
  const paths = new Map<string, Set<string>>()
  for (const line of lines) {
    const tab = line.indexOf('\t')
    const path = line.slice(tab + 1)
    paths.set(path, (paths.get(path) ?? new Set()).add(line.slice(tab - 1, tab)))
  }
  return paths
}

interface Remark {
  paths: readonly string[]
  type: string
  message: string
}

/** Each is a count, so many paths, a type that never changes, and a sentence. */
function remarksIn(fields: readonly string[]): Remark[] {
  const remarks: Remark[] = []
  for (let at = 0; at < fields.length - 1; ) {
    const end = at + 1 + Number(fields[at])
    remarks.push({ paths: fields.slice(at + 1, end), type: fields[end]!, message: fields[end + 1]! })
    at = end + 2
  }
  return remarks
}

function conflictOf([path, stages]: Stages, remarks: readonly Remark[]): MergeConflict {
  const own = remarks.filter(({ paths, type }) => paths.includes(path) && type.startsWith('CONFLICT'))
  const [first] = KINDS.flatMap(([word, kind]) =>
    own.filter(({ type }) => type.includes(word)).map(remark => ({ kind, ...remark })),
  )
  const kind = first?.kind ?? (stages.has('1') ? 'content' : 'add-add')
  const deleted = stages.has('2') ? 'deleted-by-theirs' : 'deleted-by-ours'
  const message = (own.find(remark => remark.message.startsWith('CONFLICT')) ?? own[0])?.message ?? ''
  return { path, kind: kind === 'delete' ? deleted : kind, message }
}

/** What is said first counts where several things are said of a path. */
const KINDS: readonly [string, ConflictKind | 'delete'][] = [
  ['submodule', 'submodule'],
  ['binary', 'binary'],
  ['directory', 'structure'],
  ['distinct', 'structure'],
  ['rename', 'rename'],
  ['delete', 'delete'],
]
