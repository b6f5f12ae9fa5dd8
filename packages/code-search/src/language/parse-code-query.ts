import type { CodeQuery, How } from './code-query.ts'
import { checkExpression } from './expression.ts'
import { LONGEST_QUERY, MalformedQuery, MOST_TERMS } from './malformed-query.ts'
import { takeModifiers } from './modifiers.ts'
import { type Parsed, parseTerms } from './parse-terms.ts'
import { allOf, hasTerm, weightOf } from './terms.ts'

/** A query as it is understood. It is substituted when a part of what was written had to be passed over. */
export interface ParsedQuery {
  readonly query: CodeQuery
  readonly isSubstituted: boolean
}

/**
 * Reads a query. Small slips (a parenthesis or quote too few or too many, an operator or modifier without its part) are
 * passed over; throws MalformedQuery where nothing is left to look for, or too much.
 */
export function parseCodeQuery(written: string, how: How = {}): ParsedQuery {
  const text = written.toWellFormed()
  if (text.trim() === '') throw new MalformedQuery('missing', 'There is no search query')
  if (text.length > LONGEST_QUERY)
    throw new MalformedQuery('too-long', `A search query has at most ${LONGEST_QUERY} characters`)
  const { query, isSubstituted } = how.match === 'regex' ? parseExpression(text, how) : parseTerms(text, how.match)
  if (!query || !hasTerm(query)) throw new MalformedQuery('no-term', 'A search query needs a term that is looked for')
  if (weightOf(query) > MOST_TERMS)
    throw new MalformedQuery('too-many-terms', `A search query has at most ${MOST_TERMS} terms`)
  return { query, isSubstituted }
}

// What is left when the modifiers are taken out is the expression: its parentheses, quotes and spaces are its own.
function parseExpression(text: string, how: How): Parsed {
  const { modifiers, rest, isSubstituted } = takeModifiers(text)
  if (rest === '') return { query: undefined, isSubstituted }
  checkExpression(rest, how)
  return { query: allOf([{ kind: 'regex', source: rest }, ...modifiers]), isSubstituted }
}
