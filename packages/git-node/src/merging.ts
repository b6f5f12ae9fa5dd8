import type { MergeConflict, Oid, RefChange, RefName } from '@pail/git'
import type { StorageId } from './client.ts'
import type { Ask } from './reading.ts'
import type { Author, Written } from './writing.ts'

/** How the commits of a source come into a destination. */
export type MergeStrategy =
  /** Always a merge commit, as `git merge --no-ff`. */
  | 'merge_commit'
  /** One new commit. */
  | 'squash'
  /** The destination moves to the source; where it has commits of its own, a merge commit. */
  | 'fast_forward'
  /** One new commit, but only on top of a source that has everything of the destination. */
  | 'squash_fast_forward'
  /** The commits of the source anew, on top of the destination. */
  | 'rebase_fast_forward'
  /** The same, and a merge commit over them. */
  | 'rebase_merge'

export interface MergeAsk extends Ask {
  strategy: MergeStrategy
  /** The tip of the destination. */
  ours: Oid
  /** The tip of the source, which is in this storage: see `bring`. */
  theirs: Oid
  /** Of a merge commit and a squash; the commits of a rebase keep their authors. */
  author: Author
  committer: Author
  /** Of a merge commit and a squash. */
  message: string
  /** The branch that is to move, from what was seen there; null makes it. */
  ref: RefName
  old: Oid | null
  /** Refs that move with it, or not at all. */
  also?: readonly RefChange[]
  /** Every commit made here is signed by the server's key, where there is one. */
  sign?: boolean
}

/** What a merge came to. Only `written` waits in a quarantine. */
export type Merging =
  | { written: Written }
  | { conflicts: MergeConflict[] }
  /** The source lacks commits of the destination, and the strategy wants it to have all of them. */
  | { behind: true }
  /** The source brings nothing: the destination has its commits, or, for a squash or rebase, all that they change. */
  | { contained: true }

/** What would come of a merge of two commits. */
export type Mergeability = 'clean' | 'conflicts' | 'unrelated'

export interface MergePair {
  ours: Oid
  theirs: Oid
}

export interface BringAsk {
  /** Where the commit is; it may be the same storage. Whether it is public there was asked before. */
  from: StorageId
  oid: Oid
  /** A hidden ref, such as `refs/pull-requests/1/from`. */
  ref: RefName
  /** What the ref is expected to name; null when it is to be made. */
  old: Oid | null
  signal?: AbortSignal | undefined
}

/** What pull requests need: the commits of a source beside those of a destination, and the merges of the two. */
export interface GitMerging {
  /**
   * Makes a commit, with everything it needs, part of the storage, and lets a hidden ref name it. `Conflict` when the ref
   * has moved meanwhile.
   */
  bring(storage: StorageId, ask: BringAsk): Promise<void>
  /** `Invalid` when the two have no history in common. Nothing moves before `commit`, which takes the refs of all updates. */
  merge(storage: StorageId, ask: MergeAsk): Promise<Merging>
  /** An answer for each pair, in their order; known ones cost nothing, and the others share a process. */
  mergeability(storage: StorageId, pairs: readonly MergePair[], ask?: Ask): Promise<readonly Mergeability[]>
}
