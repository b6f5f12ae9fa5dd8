import type { CodeQuery, Found, How } from './language/index.ts'

/** Where the texts of contents come from: whoever opens the engine gives it, in bulk and in any order. */
export interface Texts {
  /** What is missing, or is no text by now, is left out of the answer. */
  read(asks: readonly TextAsk[], signal?: AbortSignal): AsyncIterable<{ oid: string; text: string }>
}

/** A content, and a repository that has it. */
export interface TextAsk {
  repository: string
  oid: string
}

/** What one branch of one repository has become. */
export interface TreeChange {
  repository: string
  branch: string
  /** Whether this is the branch that is searched when nobody names one. */
  isMain: boolean
  /** The commit that the engine knows for this branch, or null: then all files are told and others forgotten. */
  from: string | null
  /** The commit it is at now, or null when the branch is gone. */
  to: string | null
  /** The files that differ between the two. */
  changed(): AsyncIterable<FileChange>
}

/** A file as it is now: `oid` is null when it is gone, `size` (in bytes) for links and submodules, which have no text. */
export interface FileChange {
  path: string
  oid: string | null
  size: number | null
}

/** A question: which files of these repositories satisfy the query. */
export interface SearchAsk {
  query: CodeQuery
  how: How
  /** What may be searched, and nothing else is: ids of repositories. */
  repositories: readonly string[]
  /** The name of a branch or a glob of names; without it the main branches are searched. */
  branch?: string
  first: number
  limit: number
  texts: Texts
  signal?: AbortSignal
}

/** A page of the files found: those that define a term first, then those with it in the path, then those with more of it. */
export interface SearchAnswer {
  /** How many there are; at least so many, where the answer is not whole. */
  total: number
  /** False when time or patience ended before every file that may satisfy the query was read. */
  isWhole: boolean
  hits: readonly Hit[]
}

export interface Hit {
  repository: string
  branch: string
  commit: string
  path: string
  oid: string
  found: Found
}

/** Finds files by what is in them. What it keeps can be built again from the repositories at any time. */
export interface Engine {
  /**
   * Makes one branch what it has become: all of it or, when it is aborted or breaks off, nothing. Throws OutOfStep when
   * `from` is not the commit that is known.
   */
  update(change: TreeChange, texts: Texts, signal?: AbortSignal): Promise<void>
  /** Forgets a branch, or all of a repository. */
  forget(repository: string, branch?: string): Promise<void>
  /** The branches that are there as a whole, and at which commits. */
  known(repository: string): Promise<readonly KnownBranch[]>
  search(ask: SearchAsk): Promise<SearchAnswer>
  /** Forgets everything. */
  wipe(): Promise<void>
  close(): Promise<void>
}

export interface KnownBranch {
  branch: string
  commit: string
  isMain: boolean
}

/** The largest content whose text is searched, in bytes; of larger ones there is the path. */
export const LARGEST_TEXT = 1 << 20

/** The change starts at another commit than the one that is known; it has to be told from nothing. */
export class OutOfStep extends Error {
  override name = 'OutOfStep'
}
