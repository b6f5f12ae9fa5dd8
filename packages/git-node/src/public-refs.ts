import { isPublicRef, isReviewRef, type Oid, type Ref, type RefName, type RefSnapshot } from '@pail/git'

/** The refs that everybody who sees the repository sees, ready to be looked up. */
export interface PublicRefs {
  etag: string
  head: Ref | undefined
  byName: ReadonlyMap<string, Ref>
  /** What is behind each ref, once. */
  tips: ReadonlySet<Oid>
  /** The same, and what pull requests lead to: seen by whoever knows its id, and in no list. */
  seen: ReadonlySet<Oid>
  /** Annotated tags by their objects. */
  tags: ReadonlyMap<Oid, Ref>
}

const known = new WeakMap<RefSnapshot, PublicRefs>()

export function publicRefs(snapshot: RefSnapshot): PublicRefs {
  const refs = known.get(snapshot) ?? looked(snapshot)
  known.set(snapshot, refs)
  return refs
}

function looked({ etag, head, refs }: RefSnapshot): PublicRefs {
  const open = refs.filter(ref => isPublicRef(ref.name))
  const byName = new Map<string, Ref>(open.map(ref => [ref.name, ref]))
  const tags = new Map(open.filter(ref => ref.peeled).map(ref => [ref.oid, ref]))
  const tips = new Set(open.map(({ oid, peeled }) => peeled ?? oid))
  const reviewed = refs.filter(ref => isReviewRef(ref.name)).map(({ oid }) => oid)
  const seen = reviewed.length > 0 ? new Set([...tips, ...reviewed]) : tips
  return { etag, head: byName.get(head ?? ('' as RefName)), byName, tips, seen, tags }
}
