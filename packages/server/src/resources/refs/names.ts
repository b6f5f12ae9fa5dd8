import type { RefSnapshot } from '@pail/git'
import type { Kind, Named } from './ref.ts'

const PREFIXES: readonly (readonly [string, Kind])[] = [
  ['refs/heads/', 'branch'],
  ['refs/tags/', 'tag'],
]

const known = new WeakMap<RefSnapshot, Named[]>()

/** The branches and tags of a repository in git's order, byte by byte, worked out once for as long as no ref moves. */
export function namesIn(snapshot: RefSnapshot): readonly Named[] {
  const found = known.get(snapshot) ?? snapshot.refs.flatMap(named)
  known.set(snapshot, found)
  return found
}

function named({ name: ref, oid, peeled }: RefSnapshot['refs'][number]): Named[] {
  const [prefix, kind] = PREFIXES.find(([start]) => ref.startsWith(start)) ?? []
  if (prefix === undefined || kind === undefined) return []
  return [{ kind, name: ref.slice(prefix.length), ref, oid, ...(peeled && { peeled }) }]
}
