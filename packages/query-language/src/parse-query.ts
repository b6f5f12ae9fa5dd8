import { MAX_DEPTH, MAX_LENGTH, MAX_TERMS } from './limits.ts'
import { readList, readValue } from './literals.ts'
import type { Operator, Query, Term } from './query.ts'
import { expected, need, peek, type Reading, takes } from './reading.ts'
import { invalidQuery } from './refuse.ts'
import { tokensOf } from './tokens.ts'

const COMPARISONS: readonly string[] = ['=', '!=', '~', '!~', '>', '>=', '<', '<='] satisfies Operator[]

/**
 * Reads `q=`. A missing or blank text asks for nothing and gives null.
 *
 * @example
 * const query = parseQuery('state = "OPEN" AND (reviewers.uuid = "{…}" OR updated_on > 2026-01-01)')
 */
export function parseQuery(text: string | null | undefined): Query | null {
  if (!text?.trim()) return null
  if (text.length > MAX_LENGTH)
    throw invalidQuery(`A query has at most ${MAX_LENGTH} characters: it is cut`, MAX_LENGTH)
  const reading = { tokens: tokensOf(text), next: 0, terms: 0 }
  const query = alternatives(reading, 0)
  if (peek(reading).kind !== 'end') throw expected(reading, 'AND, OR or the end')
  return query
}

function alternatives(reading: Reading, depth: number): Query {
  return joined(reading, 'or', () => joined(reading, 'and', () => part(reading, depth)))
}

function joined(reading: Reading, kind: 'and' | 'or', next: () => Query): Query {
  const of = [next()]
  while (takes(reading, 'name', kind)) of.push(next())
  return of.length === 1 ? of[0]! : Object.freeze({ kind, of: Object.freeze(of) })
}

function part(reading: Reading, depth: number): Query {
  const { at } = peek(reading)
  if (!takes(reading, 'symbol', '(')) return comparison(reading)
  if (depth === MAX_DEPTH) throw invalidQuery(`Parentheses nest at most ${MAX_DEPTH} deep: one more opens`, at)
  const query = alternatives(reading, depth + 1)
  need(reading, ')')
  return query
}

function comparison(reading: Reading): Term {
  const { kind, text: path, at } = peek(reading)
  if (kind !== 'name') throw expected(reading, 'a field')
  if (++reading.terms > MAX_TERMS)
    throw invalidQuery(`A query has at most ${MAX_TERMS} comparisons: one more starts`, at)
  reading.next++
  const operator = operatorOf(reading)
  const values = operator === 'in' || operator === 'not in' ? readList(reading) : [readValue(reading)]
  const missing = values.find(value => value.kind === 'null')
  if (missing && operator !== '=' && operator !== '!=')
    throw invalidQuery('null is compared with = or != only', missing.at, 'null')
  return Object.freeze({ kind: 'term', path, operator, values: Object.freeze(values), at })
}

function operatorOf(reading: Reading): Operator {
  if (takes(reading, 'name', 'in')) return 'in'
  if (takes(reading, 'name', 'not')) {
    if (takes(reading, 'name', 'in')) return 'not in'
    throw expected(reading, 'IN')
  }
  const { kind, text } = peek(reading)
  if (kind !== 'symbol' || !COMPARISONS.includes(text)) throw expected(reading, 'an operator')
  reading.next++
  return text as Operator
}
