import { Invalid } from '@pail/failures'
import { type Oid, oid, oidOrNone, type RefChange, type RepoPath, refName, repoPath, ZERO_OID } from '@pail/git'
import type { StorageId } from './client.ts'
import type { MergePair } from './merging.ts'
import type { TipAsk } from './reading.ts'
import type { Compared } from './verbs/compare.ts'

/** Values as they come over the wire are checked again here, since names and ids go to git. */
export type Asked = Record<string, unknown>

const MAX_PAGE = 100_000
const MAX_OBJECT_BYTES = 16 * 2 ** 20

export const text = (value: unknown): string => String(value)
export const id = (value: unknown): Oid => oid(text(value))
export const ids = (value: unknown): Oid[] => list(value).map(id)
export const path = (value: unknown): RepoPath => repoPath(text(value ?? ''))
export const texts = (value: unknown): string[] => list(value).map(text)
export const flag = (value: unknown, absent: boolean): boolean => (value === undefined ? absent : value === true)

export function count(value: unknown, absent: number): number {
  const number = value === undefined ? absent : Number(value)
  if (!Number.isSafeInteger(number) || number < 0) throw new Invalid('A count is a number that is not negative')
  return Math.min(number, MAX_PAGE)
}

/** Bytes that one object may have. */
export function bytes(value: unknown): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number) || number < 0) throw new Invalid('A size is a number of bytes')
  return Math.min(number, MAX_OBJECT_BYTES)
}

/** Seconds that the work may take. */
export function secondsOf({ seconds }: Asked, absent: number): number {
  const number = seconds === undefined ? absent : Number(seconds)
  if (!(number > 0)) throw new Invalid('A budget is a number of seconds')
  return number
}

export const pageOf = ({ limit, after }: Asked): { limit: number; after: string | undefined } => ({
  limit: count(limit, 100),
  after: after === undefined ? undefined : text(after),
})

export const placeOf = (asked: Asked): { commit: Oid; path: RepoPath } => ({
  commit: id(asked.commit),
  path: path(asked.path),
})

export const pairOf = (asked: Asked): { a: Oid; b: Oid; other: StorageId | undefined } => ({
  a: id(asked.a),
  b: id(asked.b),
  other: otherOf(asked),
})

export const pairsOf = (value: unknown): MergePair[] =>
  (list(value) as Asked[]).map(({ ours, theirs }) => ({ ours: id(ours), theirs: id(theirs) }))

export const tipsOf = (value: unknown): TipAsk[] =>
  (list(value) as Asked[]).map(({ oid, peeled }) => ({
    oid: id(oid),
    ...(peeled !== undefined && { peeled: id(peeled) }),
  }))

/** Whether it is the name of a storage is seen when its folder is looked for. */
export const otherOf = ({ other }: Asked): StorageId | undefined => (other === undefined ? undefined : text(other))

export const sideOf = (value: unknown): Oid | undefined => (value === undefined ? undefined : id(value))

export const comparedOf = (asked: Asked, signal: AbortSignal): Compared => ({
  from: sideOf(asked.from),
  to: id(asked.to),
  other: otherOf(asked),
  paths: list(asked.paths).map(path),
  ignoreWhitespace: flag(asked.ignoreWhitespace, false),
  renames: flag(asked.renames, true),
  signal,
})

export const changes = (value: unknown): RefChange[] =>
  (list(value) as Asked[]).map(({ ref, old, new: next }) => ({
    ref: refName(text(ref)),
    old: idOrNull(old),
    new: idOrNull(next),
  }))

export const idOrNull = (value: unknown): Oid | null => oidOrNone(value === null ? ZERO_OID : text(value))

const list = (value: unknown): unknown[] => (value === undefined ? [] : (value as unknown[]))
