import type { Hunk } from './hunks.ts'

/** Lines of a file, both ends included, from 1 on. */
export interface Lines {
  first: number
  last: number
}

/** What became of a file from one commit to another. */
export type Fate =
  /** It is the same, at the same path. */
  | 'same'
  | 'removed'
  /** `hunks` is null where nobody can say what became of its lines, as of binary files. */
  | { path: string; hunks: readonly Hunk[] | null }

/** Where lines are in the new version; null when one of them was changed or removed, or something came between them. */
export function carryLines({ first, last }: Lines, hunks: readonly Hunk[]): Lines | null {
  let shift = 0
  for (const { oldStart, oldCount, newCount } of hunks) {
    const isInsertion = oldCount === 0
    // An insertion stands after the line that it names.
    const from = isInsertion ? oldStart + 1 : oldStart
    if (from > last) break
    const isBefore = isInsertion ? oldStart < first : oldStart + oldCount <= first
    if (!isBefore) return null
    shift += newCount - oldCount
  }
  return { first: first + shift, last: last + shift }
}

/** Where a file and lines of it are after what became of it; null when they are gone. A file alone only has to be there. */
export function carry(at: { path: string; lines: Lines | null }, fate: Fate): typeof at | null {
  if (fate === 'same') return at
  if (fate === 'removed') return null
  if (at.lines === null) return { path: fate.path, lines: null }
  const lines = fate.hunks && carryLines(at.lines, fate.hunks)
  return lines && { path: fate.path, lines }
}
