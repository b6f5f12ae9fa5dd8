import type { Readable } from 'node:stream'
import type { Commit, ObjectKind, Oid, RefChange, RefName, RefSnapshot, StoreSize, Version } from '@pail/git'
import type { GitMerging } from './merging.ts'
import type { GitReading } from './reading.ts'
import type { GitWriting } from './writing.ts'

/** A repository's name below the API: a uuid that never changes, whatever the repository is called. */
export type StorageId = string

/** What one line of a push asks for, with what the objects in quarantine say about it. */
export interface ProposedUpdate {
  ref: RefName
  /** What the pusher saw; null when the ref is to be created. */
  old: Oid | null
  /** Null when the ref is to be deleted. */
  new: Oid | null
  /** What `new` names; null for a deletion. */
  kind: ObjectKind | null
  /** The object behind an annotated tag, else null. */
  peeled: Oid | null
  /** History is rewritten: `old` is no ancestor of `new`. Never true for creations and deletions. */
  forced: boolean
}

/** A proposed update and what became of it: no reason means that the ref moved. */
export interface UpdateResult extends ProposedUpdate {
  reason?: string
}

/** A push that arrived whole and sound, and that nobody can see yet. */
export interface Received {
  /** Names the objects until `commit` or `discard`. */
  quarantine: string
  /** The branch that HEAD names. */
  head: RefName | null
  /** In the order of the push. Those with a reason are refused already: hidden ref, bad name, missing objects, … */
  updates: UpdateResult[]
  capabilities: string[]
  pushOptions: string[]
  /** Set when the pack was refused; then every update is. */
  unpackError?: string
}

/** The newest commits that one update brought, newest first. */
export interface UpdateFacts {
  ref: RefName
  commits: Commit[]
  truncated: boolean
}

export interface StorageSize extends StoreSize {
  refs: number
}

/** What became of a wish to move a ref: no reason means that it moved. */
export interface MovedRef extends RefChange {
  reason?: string
}

export interface MaintenanceReport {
  /** The steps that ran to their end, in order. */
  done: string[]
  /** The step that was cut short by the budget or by a push, if any. */
  interrupted?: string
}

export interface Budget {
  seconds: number
  /** Also drop what nothing has reached for `graceDays`; gives way to pushes. */
  thorough?: boolean
  graceDays?: number
}

/** Everything the API process may ask of the process that owns the repositories. */
export interface GitNode extends GitReading, GitWriting, GitMerging {
  version(): Promise<Version>
  create(storage: StorageId, options: { defaultBranch: string }): Promise<void>
  /** Makes `storage` with the branches, tags and HEAD of the source; what the two hold is kept once, and outlives either. */
  fork(source: StorageId, storage: StorageId): Promise<void>
  /** Idempotent: removing what is not there is no fault. */
  remove(storage: StorageId): Promise<void>
  has(storage: StorageId): Promise<boolean>
  list(): Promise<StorageId[]>
  /** Never older than the call; concurrent calls for one repository share a round trip. */
  refs(storage: StorageId): Promise<RefSnapshot>
  /** The branch must exist, unless the repository has no branch at all. */
  setHead(storage: StorageId, head: RefName): Promise<void>
  /** One stateless request, already unzipped; the answer streams. Aborting kills git. */
  uploadPack(
    storage: StorageId,
    ask: { version: 0 | 2; request: Buffer; signal?: AbortSignal | undefined },
  ): Promise<Readable>
  /** A conversation of protocol v0, from the wants on to the pack: question and answer stream at once. Aborting kills git. */
  negotiate(storage: StorageId, ask: { body: Readable; signal?: AbortSignal | undefined }): Promise<Readable>
  /** A push will probably follow: what it needs can be made ready meanwhile. */
  expectPush(storage: StorageId): Promise<void>
  /** Takes commands and pack as the wire has them, up to a quarantine. Aborting removes it. */
  receive(storage: StorageId, push: ReceiveInput): Promise<Received>
  /** Makes the objects permanent, then moves the refs named. Each by compare-and-swap; all or none when atomic. */
  commit(
    storage: StorageId,
    ask: { quarantine: string; refs: readonly RefName[]; atomic: boolean },
  ): Promise<UpdateResult[]>
  discard(storage: StorageId, quarantine: string): Promise<void>
  /** Moves refs without a push, for the server's own work; hidden refs are allowed. */
  updateRefs(storage: StorageId, ask: { changes: readonly RefChange[]; atomic: boolean }): Promise<MovedRef[]>
  describePush(storage: StorageId, changes: readonly RefChange[]): Promise<UpdateFacts[]>
  isAncestor(storage: StorageId, ancestor: Oid, descendant: Oid): Promise<boolean>
  size(storage: StorageId): Promise<StorageSize>
  /** Complaints of git fsck, none when sound. */
  fsck(storage: StorageId): Promise<string[]>
  maintain(storage: StorageId, budget: Budget): Promise<MaintenanceReport>
  /** HEAD, every ref and every object they reach, as of one moment. */
  snapshot(storage: StorageId, signal?: AbortSignal): Promise<Readable>
  /** Makes the repository that `snapshot` described; the storage must not exist. */
  restore(storage: StorageId, snapshot: Readable): Promise<void>
  close(): Promise<void>
}

export interface ReceiveInput {
  body: Readable
  signal?: AbortSignal | undefined
  /** Called once, as soon as the commands are read. */
  onCapabilities?: ((capabilities: string[]) => void) | undefined
  /** Lines git says while it takes the pack in. */
  onProgress?: ((line: string) => void) | undefined
}
