import type { RefSnapshot } from '@pail/git'
import type { Kind, Named } from './ref.ts'

const PREFIXES: readonly (readonly [string, Kind])[] = [
  ['refs/heads/', 'branch'],
  ['refs/tags/', 'tag'],
]

const known = new WeakMap<RefSnapshot, Named[]>()

/** The branches and tags of a repository in git's order, byte by byte, worked out once for as long as no ref moves. */
export function namesIn(snapshot: RefSnapshot): readonly Named[] {
  const found = known.get(snapshot) ?? snapshot.refs.flatMap(ref => namedRef(ref) ?? [])
  known.set(snapshot, found)
  return found
}

/** The branch or tag that a ref is; nothing of any other. */
export function namedRef({ name: ref, oid, peeled }: RefSnapshot['refs'][number]): Named | undefined {
  const [prefix, kind] = PREFIXES.find(([start]) => ref.startsWith(start)) ?? []
  if (prefix === undefined || kind === undefined) return undefined
  return { kind, name: ref.slice(prefix.length), ref, oid, ...(peeled && { peeled }) }
}
