import { hash } from 'node:crypto'
import { TimedOut } from '@pail/failures'
import type { Oid } from '@pail/git'
import type { StorageId } from '@pail/git-node'
import { type ComparedQuery, isTopic } from './query.ts'
import { type Asking, type End, ends } from './sides.ts'
import type { Spec } from './spec.ts'

/** Two trees to compare, and where their objects are. */
export interface Compared {
  storage: StorageId
  /** Where the old side is found, if not in the same storage. */
  other?: StorageId
  /** Null compares with nothing. */
  from: Oid | null
  to: Oid
  source: End
  /** The old side as the spec names it, while `from` may be where the two parted; absent for a single commit. */
  destination?: End
  /** The old side is seen as what the new one would be merged into, and has commits that the new one lacks. */
  mayConflict: boolean
}

/** A spec with its sides found: against the commit where they parted, if that is asked for and there is one. */
export async function compare(asking: Asking, spec: Spec, query: ComparedQuery): Promise<Compared> {
  const isMerge = isTopic(query)
  const [source, destination] = await ends(asking, spec.destination ? [spec.source, spec.destination] : [spec.source])
  if (!destination) return single(asking, source!)
  const base = isMerge ? await mergeBase(asking, source!, destination) : null
  const from = base ?? destination.oid
  const mayConflict = isMerge && base !== source!.oid && base !== destination.oid
  return { ...places(source!, destination), from, to: source!.oid, source: source!, destination, mayConflict }
}

/** A commit by itself is compared with its first parent. */
async function single({ forge, signal }: Asking, source: End): Promise<Compared> {
  const storage = source.repository.uuid
  const [commit] = await forge.git.commits(storage, [source.oid], { signal })
  return { storage, from: commit!.parents[0] ?? null, to: source.oid, source, mayConflict: false }
}

/** The best commit that both sides have; null for histories that never met. */
export function mergeBase({ forge, signal }: Asking, one: End, two: End): Promise<Oid | null> {
  const { storage, ...other } = places(one, two)
  return forge.git.mergeBase(storage, one.oid, two.oid, { signal, seconds: forge.config.diffSeconds, ...other })
}

export const places = (one: End, two: End): Pick<Compared, 'storage' | 'other'> => ({
  storage: one.repository.uuid,
  ...(one.repository.uuid !== two.repository.uuid && { other: two.repository.uuid }),
})

/** How a comparison is put to git. */
export const sidesOf = ({ other, from, to }: Pick<Compared, 'other' | 'from' | 'to'>) => ({
  ...(from !== null && { from }),
  to,
  ...(other !== undefined && { other }),
})

/** Commits never change, so that they and the way of looking at them say all about what is seen. */
export const etagOf = (...facts: unknown[]): string => `"${hash('sha1', JSON.stringify(facts))}"`

/** Lets work begin to answer within so many seconds; once it has, it may take as long as the caller reads. */
export async function inTime<T>(
  seconds: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(new TimedOut('This comparison takes too long')), seconds * 1000)
  try {
    return await work(AbortSignal.any([signal, late.signal]))
  } finally {
    clearTimeout(timer)
  }
}
