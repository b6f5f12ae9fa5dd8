import type { Needle } from '@pail/db'
import { invalid } from '@pail/failures'
import { Type } from 'typebox'

/** What somebody typed, in lower case: the whole with single spaces, and each word of it once. */
export interface Asked {
  whole: string
  terms: readonly string[]
}

const LONGEST = 250
const MOST_TERMS = 10

/** The text that is looked for; without one everything is found, what changed last first. */
export const queryInput = Type.Optional(Type.String())

/** Cuts a text at its spaces. Everything else in it stands for itself. */
export function askedFor(text = ''): Asked {
  if ([...text].length > LONGEST) throw invalid('query', `at most ${LONGEST} characters`)
  const terms = text.toLowerCase().split(/\s+/u).filter(Boolean)
  if (terms.length > MOST_TERMS) throw invalid('query', `at most ${MOST_TERMS} words`)
  return { whole: terms.join(' '), terms: [...new Set(terms)] }
}

/** Shorter than this a term is looked for at the beginning of words only. */
export const isShort = (term: string): boolean => [...term].length < 3

/**
 * What a row holds to be found, from what fits best to what just fits: the whole as one of its names, as the beginning
 * of one, every term at the beginning of a word, every term within the names, every term anywhere.
 */
export function tiersOf({ whole, terms }: Asked, { everywhere = true } = {}): readonly (readonly Needle[])[] {
  const name = (text: string): Needle => [{ column: 'names', text }]
  const word = (term: string): Needle => [{ column: 'words', text: `  ${term}` }]
  const beginning = (term: string): Needle => [...name(`\n\n${term}`), ...word(term)]
  const within = (term: string): Needle => (isShort(term) ? beginning(term) : name(term))
  const anywhere = (term: string): Needle =>
    isShort(term) ? within(term) : [...name(term), { column: 'rest', text: term }]
  return [
    [name(`\n\n${whole}\n`)],
    [name(`\n\n${whole}`)],
    terms.map(word),
    terms.map(within),
    ...(everywhere ? [terms.map(anywhere)] : []),
  ]
}

/** The first of the tiers that a row belongs to; the last where it belongs to no other. */
export function tierOf(row: { names: string; words: string }, tiers: readonly (readonly Needle[])[]): number {
  const folded = { names: row.names.toLowerCase(), words: row.words.toLowerCase(), rest: '' }
  const holds = (needle: Needle) => needle.some(({ column, text }) => folded[column].includes(text))
  const found = tiers.findIndex(needles => needles.every(holds))
  return found === -1 ? tiers.length - 1 : found
}
