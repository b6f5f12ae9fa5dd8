import type { Git, RefSnapshot, Repository, Version } from '@pail/git'
import type { Answers } from './answers.ts'
import type { StorageId } from './client.ts'
import type { ContentCache } from './content-cache.ts'
import { type Disk, existingFolder } from './disk.ts'
import type { Expectations } from './expectations.ts'
import type { LastKnown } from './last-known.ts'
import type { Mergeability } from './merging.ts'
import type { Objects } from './objects.ts'
import type { Presence } from './presence.ts'
import type { Quarantines } from './quarantines.ts'
import type { Reach } from './reach.ts'
import type { Readers } from './readers.ts'
import type { Recent } from './recent.ts'
import type { Seats } from './seats.ts'
import type { Signer } from './signer.ts'
import type { Snapshots } from './snapshots.ts'
import type { Turns } from './turns.ts'
import type { Walks } from './walks.ts'

/** Everything the verbs work with. */
export interface Machine {
  git: Git
  version: Version
  disk: Disk
  snapshots: Snapshots
  quarantines: Quarantines
  expectations: Expectations
  presence: Presence
  readers: Readers
  objects: Objects
  answers: Answers
  reach: Reach
  lastKnown: LastKnown
  walks: Walks
  /** What would come of merges. */
  mergeable: Recent<Mergeability>
  /** Signs commits that are made here. */
  signer: Signer
  /** Packs and archives. */
  cache: ContentCache
  /** For the processes that make packs for clones and fetches. */
  uploads: Seats
  /** For conversations, in which the other side may take its time. */
  talks: Seats
  /** For those that make archives: they take long, and nobody who fetches is to wait for them. */
  packing: Seats
  /** For merges, and for looking whether they could be made. */
  merging: Seats
  /** Whoever reads or writes the refs of a repository has its turn. */
  turns: Turns
}

/** `other` is one of which the objects are to be within sight too; nothing of it is written or kept. */
export const repositoryOf = ({ git, disk }: Machine, storage: StorageId, other?: StorageId): Repository => ({
  git,
  dir: existingFolder(disk, storage),
  ...(other !== undefined && { beside: existingFolder(disk, other) }),
})

export function refsOf(machine: Machine, storage: StorageId): Promise<RefSnapshot> {
  return machine.turns.take(storage, () => machine.snapshots.read(repositoryOf(machine, storage)))
}
