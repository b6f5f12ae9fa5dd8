import type { Readable } from 'node:stream'
import type { Oid, RefName, RepoPath } from '@pail/git'
import type { Received, StorageId } from './client.ts'
import type { Ask } from './reading.ts'

/** Who is named in a commit or tag. */
export interface Author {
  name: string
  email: string
  /** Seconds since 1970. */
  date: number
  /** Such as `+0200`; `+0000` when absent. */
  zone?: string
}

export type FileMode = '100644' | '100755' | '120000'

/** What becomes of one path: a small content, a blob that is there or came by `writeBlob`, or nothing. */
export type PathChange = { path: RepoPath; delete: true } | { path: RepoPath; content: Buffer | Oid; mode?: FileMode }

export interface CommitAsk extends Ask {
  /** Of `beginWrite`; absent when no blob was written before. */
  quarantine?: string | undefined
  parents: readonly Oid[]
  /** A commit or tree to change; null begins with nothing. Absent: the first parent. */
  base?: Oid | null
  /**
   * The last of a path counts. What is deleted goes first, whatever the order, a folder whole; deleting what is not there
   * is `NotFound`. Then the files take their places in order, as with `git update-index --replace`.
   */
  changes: readonly PathChange[]
  /** Folders, links and submodules in the way of a file are `Invalid`, and so is deleting a folder; else they make room. */
  filesOnly?: boolean
  author: Author
  committer: Author
  message: string
  /** The branch that is to move, from what was seen there; null makes it. */
  ref: RefName
  old: Oid | null
}

export interface TagAsk extends Ask {
  /** Without `refs/tags/`. */
  name: string
  target: Oid
  message: string
  tagger: Author
}

/** What was written waits as a push does: `commit(storage, {quarantine, refs, atomic})` makes it real, `discard` does not. */
export interface Written extends Received {
  oid: Oid
}

/** Writing without a push, with the checks of one. */
export interface GitWriting {
  /** Opens a quarantine for blobs to come; `discard` it when nothing becomes of it. */
  beginWrite(storage: StorageId): Promise<string>
  /** Takes a file in, of any size, to be named in `writeCommit` with the same quarantine. */
  writeBlob(storage: StorageId, quarantine: string, content: Readable, ask?: Ask): Promise<{ oid: Oid; size: number }>
  /** Uses the quarantine up also when it throws. */
  writeCommit(storage: StorageId, ask: CommitAsk): Promise<Written>
  /** An annotated tag, to be made at `refs/tags/{name}`. */
  writeTag(storage: StorageId, ask: TagAsk): Promise<Written>
}
