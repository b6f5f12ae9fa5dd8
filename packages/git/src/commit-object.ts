import type { Commit, Signature } from './newest-commits.ts'
import type { Oid } from './oid.ts'

/** Who did something to a commit or tag, and when. */
export interface Person extends Signature {
  name: string
  email: string
}

/** A commit as its object says it, whole. */
export interface CommitObject extends Commit {
  tree: Oid
  author: Person
  committer: Person
  /** The armoured text that signs the commit. */
  signature?: string
}
