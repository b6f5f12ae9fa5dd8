import type { CodeQuery, CodeTerm, MatchKind } from './code-query.ts'
import { fold } from './fold.ts'
import { MalformedQuery, SHORTEST_SUBSTRING } from './malformed-query.ts'
import { LONGEST_WORD, runsOf } from './words.ts'

/** What one written term looks for, or nothing where it is only punctuation. */
export function termOf(text: string, match: MatchKind): CodeQuery | undefined {
  if (match === 'substring') return substring(text)
  const runs = runsOf(text)
  const long = runs.find(run => run.length > LONGEST_WORD)
  if (long) throw tooLong(long)
  if (runs.length === 0) return undefined
  if (match === 'symbols') return allOf(runs.map(name => ({ kind: 'symbol', name })))
  if (runs.length === 1) return { kind: 'word', word: fold(runs[0]!), text: runs[0]! }
  return { kind: 'phrase', words: runs.map(fold), text }
}

/** The conjunction of some queries, which is the query itself where there is one. */
export function allOf(parts: readonly CodeQuery[]): CodeQuery {
  return parts.length === 1 ? parts[0]! : { kind: 'and', parts }
}

/** How many words or other things a query looks for. */
export function weightOf(query: CodeQuery): number {
  if (query.kind === 'not') return weightOf(query.part)
  if (query.kind === 'phrase') return query.words.length
  return 'parts' in query ? query.parts.reduce((sum, part) => sum + weightOf(part), 0) : 1
}

/** Whether anything is looked for that is not excluded: no file is found only by what it lacks. */
export const hasTerm = (query: CodeQuery): boolean => termsIn(query).some(({ isWanted }) => isWanted)

/** The terms of a query. A term is wanted when it is under no NOT, or under an even number of them. */
export function termsIn(query: CodeQuery, isWanted = true): { term: CodeTerm; isWanted: boolean }[] {
  if (query.kind === 'not') return termsIn(query.part, !isWanted)
  if ('parts' in query) return query.parts.flatMap(part => termsIn(part, isWanted))
  return isTerm(query) ? [{ term: query, isWanted }] : []
}

/** Whether a query looks into the path and text of a file. */
export function isTerm(query: CodeQuery): query is CodeTerm {
  return TERMS.has(query.kind)
}

const TERMS = new Set<CodeQuery['kind']>(['word', 'phrase', 'substring', 'regex', 'symbol'])

function substring(text: string): CodeQuery | undefined {
  if (text === '') return undefined
  if (text.length >= SHORTEST_SUBSTRING) return { kind: 'substring', text }
  throw new MalformedQuery(
    'term-too-short',
    `A piece of text has at least ${SHORTEST_SUBSTRING} characters`,
    `Too short: ${text}`,
  )
}

const tooLong = (word: string) =>
  new MalformedQuery(
    'term-too-long',
    `A word has at most ${LONGEST_WORD} characters`,
    `Too long: ${word.slice(0, 40)}…`,
  )
