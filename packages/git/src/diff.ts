import type { Repository } from './git.ts'
import { LITERAL, pathArgs } from './literal-paths.ts'
import { type Oid, oid } from './oid.ts'
import type { RepoPath } from './repo-path.ts'
import { type Call, type Running, start } from './run.ts'

/** The tree without entries; git knows it in every repository. */
export const EMPTY_TREE: Oid = oid('4b825dc642cb6eb9a060e54bf8d69288fbee4904')

export interface Sides {
  from: Oid
  to: Oid
  paths: readonly RepoPath[]
  ignoreWhitespace: boolean
  renames: boolean
  signal?: AbortSignal | undefined
}

export interface DiffStyle {
  /** Lines around each change. */
  context: number
  /** Binary files whole, as patches of git's own; else their difference is only mentioned. */
  binary: boolean
}

/** What changes from one tree to another, as a patch on stdout. */
export function startDiff(repository: Repository, sides: Sides, { context, binary }: DiffStyle): Running {
  return start(repository, diffCall(sides, ['-p', `--unified=${context}`, ...(binary ? ['--binary'] : [])]))
}

/** Which entries change, in the form that `treeChanges` reads. */
export function startTreeDiff(repository: Repository, sides: Pick<Sides, 'from' | 'to' | 'signal'>): Running {
  const whole = { ...sides, paths: [], ignoreWhitespace: false, renames: false }
  return start(repository, diffCall(whole, ['--raw', '-z', '--no-abbrev']))
}

export function diffCall({ from, to, paths, ignoreWhitespace, renames, signal }: Sides, form: string[]): Call {
  const how = ['-r', '--no-color', '--no-ext-diff', '--no-textconv', '--end-of-options']
  const what = [renames ? '--find-renames' : '--no-renames', ...(ignoreWhitespace ? ['--ignore-all-space'] : [])]
  return { args: ['diff-tree', ...form, ...what, ...how, from, to, ...pathArgs(paths)], env: LITERAL, signal }
}
