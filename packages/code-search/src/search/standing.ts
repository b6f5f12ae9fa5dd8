import type { CodeQuery } from '../language/index.ts'

/** What the parts of a file's standing weigh, the heaviest first. */
export const STANDING = { defines: 8, inPath: 4, many: 2, some: 1 } as const

/** How often a word is in a text that has some of it, or many. */
export const SOME = 3
export const MANY = 10

export const weightOf = (count: number): number => (count >= MANY ? STANDING.many : count >= SOME ? STANDING.some : 0)

/** What a file's standing depends on, found in the index or by reading. */
export interface Traits {
  /** The folded word is among the names that the text defines. */
  defines(word: string): boolean
  /** How often the folded word is in the text. */
  count(word: string): number
  /** Whether the path alone satisfies the part, whatever the case of its letters. */
  inPath(part: CodeQuery): boolean
}

/**
 * How well a file answers, the higher the better: one that defines a word of the query before those with a part of it in
 * the path, and these before those that have one of its words more often. Parts that must not be there do not count.
 */
export function standingOf(query: CodeQuery, traits: Traits): number {
  const parts = wantedParts(query)
  const words = parts.flatMap(part => (part.kind === 'word' ? [part.word] : []))
  const defines = words.some(traits.defines) ? STANDING.defines : 0
  const inPath = parts.some(traits.inPath) ? STANDING.inPath : 0
  return defines + inPath + Math.max(0, ...words.map(word => weightOf(traits.count(word))))
}

/** The words, phrases and pieces of text of a query that are wanted in a file. */
export function wantedParts(query: CodeQuery, isWanted = true): CountedPart[] {
  if (query.kind === 'and' || query.kind === 'or') return query.parts.flatMap(part => wantedParts(part, isWanted))
  if (query.kind === 'not') return wantedParts(query.part, !isWanted)
  return isWanted && isCounted(query) ? [query] : []
}

/** A part of a query that a file's standing depends on. */
export type CountedPart = Extract<CodeQuery, { kind: 'word' | 'phrase' | 'substring' }>

const isCounted = (part: CodeQuery): part is CountedPart =>
  part.kind === 'word' || part.kind === 'phrase' || part.kind === 'substring'

/** Compares by the bytes of the text in UTF-8, as SQLite and PostgreSQL (collation C) do. */
export function byBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at++) {
    const [one, other] = [a.charCodeAt(at), b.charCodeAt(at)]
    if (one !== other) return rank(one) - rank(other)
  }
  return a.length - b.length
}

// Halves of surrogate pairs stand for characters beyond all those of one unit.
const rank = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit)

/** The order of all answers: by standing, and among equals by place. */
export function byStanding(a: Placed, b: Placed): number {
  return (
    b.standing - a.standing ||
    byBytes(a.repository, b.repository) ||
    byBytes(a.branch, b.branch) ||
    byBytes(a.path, b.path)
  )
}

interface Placed {
  standing: number
  repository: string
  branch: string
  path: string
}
