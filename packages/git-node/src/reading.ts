import type { Readable } from 'node:stream'
import type {
  ArchiveFormat,
  CommitObject,
  FileChange,
  Merged,
  ObjectKind,
  Oid,
  Ref,
  RefName,
  RepoPath,
  TagObject,
} from '@pail/git'
import type { StorageId } from './client.ts'

/** What every reading call may carry. */
export interface Ask {
  /** Aborting ends the work, and the processes that do it. */
  signal?: AbortSignal | undefined
  /** Wall time past which the answer is `TimedOut`; each call has a default. How long a stream takes to be read does not count. */
  seconds?: number | undefined
}

/** About two commits that need not be in the same repository. */
export interface PairAsk extends Ask {
  /** Another repository, the objects of which are within sight for this call; whether ids in it are public was asked there. */
  other?: StorageId
}

/** What a revision names. A tag has been followed to what is behind it. */
export interface Resolved {
  oid: Oid
  /** Nearly always `commit`: only a tag can name something else. */
  kind: ObjectKind
  /** The branch or tag, when a name led here; `HEAD` gives its branch. */
  ref?: RefName
  /** The object of an annotated tag. */
  tag?: Oid
}

/** Null when nothing public has the name. */
export type Resolution = Resolved | 'ambiguous' | null

/** A ref as `refs` gives it. */
export type TipAsk = Pick<Ref, 'oid' | 'peeled'>

/** What a ref leads to. */
export interface Tip {
  /** Null where it is something else, as only a tag can be, or larger than what is read. */
  commit: CommitObject | null
  /** The object of an annotated tag. */
  tag: TagObject | null
}

/** A page of a long list, and where the next one begins. */
export interface Page<T> {
  values: T[]
  /** Opaque; absent at the end. */
  next?: string
}

export interface LogAsk extends Ask {
  /** Empty: every branch and tag. */
  include: readonly Oid[]
  exclude?: readonly Oid[]
  /** A file or folder; only commits that touch it. */
  path?: RepoPath
  limit: number
  /** The `next` of the page before. New commits on top do not shift what follows it. */
  after?: string | undefined
}

export interface AheadBehind {
  /** Commits of the first that the second lacks. */
  ahead: number
  behind: number
}

export type EntryType = 'file' | 'directory' | 'link' | 'submodule'

/** One entry of a tree. */
export interface TreeEntry {
  /** From the root, without a slash at either end. Bytes that are no UTF-8 are U+FFFD. */
  path: string
  type: EntryType
  /** Six octal digits: `100755` for what can be executed. */
  mode: string
  oid: Oid
  /** Of files and links, in bytes. */
  size: number | null
}

export interface ListAsk extends Ask {
  commit: Oid
  /** The empty path is the root. */
  path: RepoPath
  /** 1 when absent. */
  maxDepth?: number
  limit: number
  after?: string | undefined
  /** Sizes cost a little each; true when absent. */
  sizes?: boolean
}

/** The bytes asked for, both ends included; or so many of the last ones. */
export type ByteRange = { first: number; last?: number } | { suffix: number }

export interface FileContent {
  entry: TreeEntry
  /** What part `content` is; null is the whole. With `first > last` nothing of the range exists. */
  range: { first: number; last: number } | null
  /** Bytes as stored: of a link its target, of a submodule the id of its commit. */
  content: Readable
}

export interface Comparison extends PairAsk {
  /** The old side, a commit or tree. Absent: the first parent of `to`, or nothing for a root commit. */
  from?: Oid
  to: Oid
  /** Files and folders to look at; all when absent. */
  paths?: readonly RepoPath[]
  ignoreWhitespace?: boolean
  /** True when absent. */
  renames?: boolean
}

export interface DiffAsk extends Comparison {
  /** Lines around each change; 3 when absent. */
  context?: number
  /** Binary files are mentioned when absent, else left out or given whole as git's own patches. */
  binary?: 'mention' | 'omit' | 'patch'
}

export interface PatchAsk extends PairAsk {
  to: Oid
  /** The series of what `to` has and this has not, oldest first; absent: only the commit `to`. */
  from?: Oid
}

export interface PathHistoryAsk extends Ask {
  commit: Oid
  path: RepoPath
  /** Also under the names that the file had before. */
  follow?: boolean
  limit: number
  after?: string | undefined
}

/** A commit that changed a path. */
export interface PathVersion {
  commit: CommitObject
  /** The path at that time. */
  path: string
  /** Null when the commit removed it. */
  entry: TreeEntry | null
}

export interface ArchiveAsk extends Ask {
  commit: Oid
  format: ArchiveFormat
  /** The folder that everything is in, with a slash at its end; none when absent. */
  prefix?: string
  /** Only this file or folder. */
  path?: RepoPath
}

export interface LastCommitsAsk extends Ask {
  commit: Oid
  /** The folder. */
  path: RepoPath
  /** Names in it, without the folder. */
  names: readonly string[]
}

/** Two sides of a merge that nobody has made. */
export interface ConflictsAsk extends PairAsk {
  ours: Oid
  theirs: Oid
}

export interface BlobsAsk extends Ask {
  /** Each is told of once. */
  ids: readonly Oid[]
  /** Larger ones are left out, and so is what is not there or is no blob. */
  maxBytes: number
}

export interface BlobContent {
  oid: Oid
  content: Buffer
}

export interface TreeChangesAsk extends Ask {
  /** The old side; absent: nothing, so that every entry of `to` is told. */
  from?: Oid | undefined
  to: Oid
}

/** What is at a path now. */
export interface TreeChange {
  path: string
  mode: string
  /** Null where nothing is any more. */
  oid: Oid | null
  /** Of files and links, in bytes. */
  size: number | null
}

/** Reading: ids given here come from `resolve` or from earlier answers; whether they are public is not asked again. */
export interface GitReading {
  /** Branch, tag, `HEAD`, full ref name, or the first digits of a commit (4 and more); an answer for each, in their order. Operators of git name nothing. */
  resolve(storage: StorageId, revisions: readonly string[], ask?: Ask): Promise<Resolution[]>
  /** In the order asked. One that is not there is `NotFound`. */
  commits(storage: StorageId, ids: readonly Oid[], ask?: Ask): Promise<CommitObject[]>
  /** What refs lead to, in the order asked. */
  tips(storage: StorageId, refs: readonly TipAsk[], ask?: Ask): Promise<Tip[]>
  /** Newest first, in the order of `git log`. */
  log(storage: StorageId, ask: LogAsk): Promise<Page<CommitObject>>
  /** Null for unrelated histories. */
  mergeBase(storage: StorageId, a: Oid, b: Oid, ask?: PairAsk): Promise<Oid | null>
  aheadBehind(storage: StorageId, a: Oid, b: Oid, ask?: PairAsk): Promise<AheadBehind>
  /** The entry at a path, or null. The root is a directory of path ''. Links are not followed. */
  entry(storage: StorageId, commit: Oid, path: RepoPath, ask?: Ask): Promise<TreeEntry | null>
  /** What a folder holds, level by level, each in git's order. A path that is no folder is `NotFound`. */
  entries(storage: StorageId, ask: ListAsk): Promise<Page<TreeEntry>>
  /** `NotFound` unless the path is a file, link or submodule. */
  file(storage: StorageId, commit: Oid, path: RepoPath, ask?: Ask & { range?: ByteRange }): Promise<FileContent>
  /** Git's own bytes. */
  diff(storage: StorageId, ask: DiffAsk): Promise<Readable>
  /** In git's order of paths. */
  diffstat(storage: StorageId, ask: Comparison): Promise<readonly FileChange[]>
  /** What a merge would come to. Nothing of it is kept: the tree is a name only. */
  conflicts(storage: StorageId, ask: ConflictsAsk): Promise<Merged>
  /** A mailbox for `git am`. */
  patch(storage: StorageId, ask: PatchAsk): Promise<Readable>
  /** Newest first. */
  pathHistory(storage: StorageId, ask: PathHistoryAsk): Promise<Page<PathVersion>>
  archive(storage: StorageId, ask: ArchiveAsk): Promise<Readable>
  /** The contents of many blobs, in no particular order. */
  blobs(storage: StorageId, ask: BlobsAsk): AsyncIterable<BlobContent>
  /** The files, links and submodules in which two trees differ, renames as two changes. `NotFound` without either side. */
  treeChanges(storage: StorageId, ask: TreeChangesAsk): AsyncIterable<TreeChange>
  /** For each name that is there, what `git log -1` says of it. */
  lastCommits(storage: StorageId, ask: LastCommitsAsk): Promise<Record<string, Oid>>
}
