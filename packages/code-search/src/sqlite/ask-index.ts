import { fold, type Literals, wordsInOrder } from '../language/index.ts'

/** What to ask one of the word or trigram tables: an FTS5 expression, or nothing when all rows may have it. */
export type Expression = string | undefined

// More of one long literal hardly tells more.
const MOST_TRIGRAMS = 32

const quoted = (token: string): string => `"${token.replaceAll('"', '""')}"`

/** Rows with all of these words; without words, all rows. */
export const allWords = (words: readonly string[]): Expression =>
  words.length ? [...new Set(words)].map(quoted).join(' AND ') : undefined

export const wordsWithin = (text: string): string[] => wordsInOrder(text)

/** Rows whose folded text may have the literal in it. */
export function trigramsOf(literal: string): Expression {
  const characters = [...fold(literal).toWellFormed()]
  const trigrams = new Set<string>()
  for (let at = 0; at + 3 <= characters.length && trigrams.size < MOST_TRIGRAMS; at++)
    trigrams.add(quoted(characters.slice(at, at + 3).join('')))
  return trigrams.size ? [...trigrams].join(' AND ') : undefined
}

/** Rows whose folded text may have what an expression cannot match without. */
export function trigramsOfLiterals(literals: Literals): Expression {
  if (literals.kind === 'all') return undefined
  if (literals.kind === 'literal') return trigramsOf(literals.text)
  const parts = literals.parts.map(trigramsOfLiterals)
  const known = parts.filter(part => part !== undefined)
  if (known.length === 0 || (literals.kind === 'or' && known.length < parts.length)) return undefined
  return known.map(part => `(${part})`).join(literals.kind === 'or' ? ' OR ' : ' AND ')
}
