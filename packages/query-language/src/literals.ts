import { MAX_LIST } from './limits.ts'
import type { Literal } from './query.ts'
import { expected, need, peek, type Reading, takes } from './reading.ts'
import { invalidQuery } from './refuse.ts'
import { toTime } from './time.ts'
import type { Token } from './tokens.ts'

/** Reads the values of a list, parentheses included. */
export function readList(reading: Reading): Literal[] {
  need(reading, '(')
  const values = [readValue(reading)]
  while (takes(reading, 'symbol', ',')) {
    if (values.length === MAX_LIST)
      throw invalidQuery(`A list has at most ${MAX_LIST} values: one more stands`, peek(reading).at)
    values.push(readValue(reading))
  }
  need(reading, ')')
  return values
}

/** Reads one value. */
export function readValue(reading: Reading): Literal {
  const literal = literalOf(peek(reading))
  if (!literal) throw expected(reading, 'a value')
  reading.next++
  return Object.freeze(literal)
}

function literalOf({ kind, text, at }: Token): Literal | undefined {
  if (kind === 'text') return { kind, value: text, at }
  if (kind === 'number') return { kind, value: Number(text), at }
  if (kind === 'time') return { kind, value: toTime(text)!, at }
  const word = kind === 'name' ? text.toLowerCase() : ''
  if (word === 'null') return { kind: 'null', value: null, at }
  if (word === 'true' || word === 'false') return { kind: 'flag', value: word === 'true', at }
  return undefined
}
