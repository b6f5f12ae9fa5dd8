import type { Invalid } from '@pail/failures'
import { invalidQuery } from './refuse.ts'
import type { Token } from './tokens.ts'

/** How far a parser has come. */
export interface Reading {
  readonly tokens: readonly Token[]
  next: number
  terms: number
}

export const peek = ({ tokens, next }: Reading): Token => tokens[next]!

/** Steps over a token if it is this one. */
export function takes(reading: Reading, kind: Token['kind'], text: string): boolean {
  const token = peek(reading)
  const taken = token.kind === kind && token.text.toLowerCase() === text
  if (taken) reading.next++
  return taken
}

export function need(reading: Reading, symbol: string): void {
  if (!takes(reading, 'symbol', symbol)) throw expected(reading, symbol)
}

export function expected(reading: Reading, what: string): Invalid {
  const { at, text } = peek(reading)
  return invalidQuery(`Expected ${what}`, at, text)
}
