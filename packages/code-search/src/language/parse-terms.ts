import type { CodeQuery, MatchKind } from './code-query.ts'
import { DEEPEST_QUERY, MalformedQuery } from './malformed-query.ts'
import { allOf, termOf } from './terms.ts'
import { type Token, tokensOf } from './tokens.ts'

/** What was read of a query, if anything was, and whether something had to be passed over. */
export interface Parsed {
  readonly query: CodeQuery | undefined
  readonly isSubstituted: boolean
}

/** Reads a query of terms. AND and its absence bind before OR, NOT before both. */
export function parseTerms(text: string, match: MatchKind = 'terms'): Parsed {
  const { tokens, isSubstituted } = tokensOf(text)
  const reading: Reading = { tokens, at: 0, depth: 0, match, isSubstituted }
  const parts = [readAny(reading)]
  while (reading.at < tokens.length) {
    passOver(reading)
    parts.push(readAny(reading))
  }
  const query = joined('and', parts)
  return { query, isSubstituted: reading.isSubstituted }
}

interface Reading {
  readonly tokens: readonly Token[]
  readonly match: MatchKind
  at: number
  depth: number
  isSubstituted: boolean
}

function readAny(reading: Reading): CodeQuery | undefined {
  const parts = [readAll(reading)]
  while (kindAt(reading) === 'or') {
    reading.at++
    parts.push(readAll(reading))
  }
  if (parts.length > 1 && parts.includes(undefined)) reading.isSubstituted = true
  return joined('or', parts)
}

function readAll(reading: Reading): CodeQuery | undefined {
  const start = reading.at
  const parts: (CodeQuery | undefined)[] = []
  for (;;) {
    if (startsPart(kindAt(reading))) parts.push(readOne(reading))
    else if (kindAt(reading) !== 'and') return joined('and', parts)
    else if (reading.at > start && startsPart(kindAt(reading, 1))) reading.at++
    else passOver(reading)
  }
}

function readOne(reading: Reading): CodeQuery | undefined {
  let isNegated = false
  while (kindAt(reading) === 'not') {
    isNegated = !isNegated
    reading.at++
    if (!startsPart(kindAt(reading))) return void (reading.isSubstituted = true)
  }
  const part = readPart(reading)
  return isNegated && part ? { kind: 'not', part } : part
}

function readPart(reading: Reading): CodeQuery | undefined {
  const token = reading.tokens[reading.at++]!
  if (token.kind === 'text') return termOf(token.text, reading.match)
  if (token.kind === 'modifier') return token.query
  if (++reading.depth > DEEPEST_QUERY)
    throw new MalformedQuery('too-deep', `Parentheses nest at most ${DEEPEST_QUERY} deep`)
  const part = readAny(reading)
  reading.depth--
  if (kindAt(reading) === 'close') reading.at++
  else reading.isSubstituted = true
  return part
}

function passOver(reading: Reading): void {
  reading.at++
  reading.isSubstituted = true
}

function joined(kind: 'and' | 'or', parts: readonly (CodeQuery | undefined)[]): CodeQuery | undefined {
  const there = parts.filter(part => part !== undefined)
  const flat = there.flatMap(part => (part.kind === kind ? part.parts : [part]))
  if (flat.length < 2) return flat[0]
  return kind === 'and' ? allOf(flat) : { kind, parts: flat }
}

const kindAt = (reading: Reading, ahead = 0): Token['kind'] | undefined => reading.tokens[reading.at + ahead]?.kind

const startsPart = (kind: Token['kind'] | undefined) =>
  kind === 'text' || kind === 'modifier' || kind === 'not' || kind === 'open'
