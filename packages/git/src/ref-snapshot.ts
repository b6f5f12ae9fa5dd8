import type { Oid } from './oid.ts'
import type { RefName } from './ref-name.ts'

export interface Ref {
  name: RefName
  oid: Oid
  /** The object behind an annotated tag. */
  peeled?: Oid
}

/** Every ref of a repository as of one moment, hidden ones included, sorted by name. */
export interface RefSnapshot {
  /** Changes exactly when HEAD or a ref does. */
  etag: string
  /** The branch HEAD names, which need not exist yet. */
  head: RefName | null
  refs: readonly Ref[]
}
