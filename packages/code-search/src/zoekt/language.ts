import type { Literals } from '../language/index.ts'
import { AFTER, BEFORE } from './dictionary.ts'
import { wellFormed } from './document.ts'

/** The names of documents in a shard. Their ending saves Zoekt from guessing what language they are in. */
export const NAMES = {
  /** One in every shard, by which an answer shows that the shard was asked. */
  layer: 'layer.txt',
  words: (at: number) => `words-${at}.txt`,
  text: (content: number) => `${content}.txt`,
}

// Zoekt knows fewer characters only by reading everything.
const SHORTEST = 3

/** The question for the lines of dictionaries about these words. */
export const askWords = (words: Iterable<string>): string =>
  `case:yes ${anyOf(Array.from(words, word => content(`${BEFORE}${word}${AFTER}`)))}`

/** The question for the names of the documents that have what is given; nothing where that may be all. */
export function askTexts(literals: Literals): string | undefined {
  const expression = expressionOf(literals)
  return expression && `case:yes type:filename ${anyOf([expression])}`
}

// Every shard answers, if only by its mark. Without the spaces Zoekt takes parentheses for letters.
const anyOf = (parts: readonly string[]): string => `( ${[...parts, `file:${quoted(NAMES.layer)}`].join(' or ')} )`

function expressionOf(literals: Literals): string | undefined {
  if (literals.kind === 'all') return undefined
  if (literals.kind === 'literal') return [...literals.text].length < SHORTEST ? undefined : content(literals.text)
  const parts = literals.parts.map(expressionOf)
  const known = parts.filter(part => part !== undefined)
  if (known.length === 0 || (literals.kind === 'or' && known.length < parts.length)) return undefined
  return `( ${known.join(literals.kind === 'or' ? ' or ' : ' ')} )`
}

const content = (literal: string): string => `content:${quoted(wellFormed(literal))}`

/** Text that stands for itself: Zoekt takes all it is asked for as a regular expression, and that in a quoted string. */
export const quoted = (text: string): string => `"${text.replace(SPECIAL, '\\$&').replace(/["\\]/g, '\\$&')}"`

const SPECIAL = /[\\.+*?()|[\]{}^$]/g
