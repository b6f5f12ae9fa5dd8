import { invalidQuery } from './refuse.ts'
import { toTime } from './time.ts'

export interface Token {
  readonly kind: 'name' | 'text' | 'number' | 'time' | 'symbol' | 'end'
  /** The token itself; of a text, what stands between its quotes. */
  readonly text: string
  readonly at: number
}

// Sticky, and no two parts of one pattern can match the same characters: each reads a text once.
const SPACE = /\s*/y
const NAME = /[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*/y
const SYMBOL = /!=|!~|>=|<=|[=~><(),]/y
const TEXT = /"(?:[^"\\]|\\.)*"/sy
const TIME = /\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+ -]\d\d:?\d\d)?)?(?![\w.:])/y
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.:])/y
const WORD = /[^\s()="~<>!,]*/y

/** Cuts a query into tokens. The last one is always the end. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let at = skip(text, 0)
  while (at < text.length) {
    const { token, next } = tokenAt(text, at)
    tokens.push(token)
    at = skip(text, next)
  }
  tokens.push({ kind: 'end', text: '', at: at + 1 })
  return tokens
}

function tokenAt(text: string, at: number): { token: Token; next: number } {
  const read = (kind: Token['kind'], pattern: RegExp) => {
    const found = match(pattern, text, at)
    return found === undefined ? undefined : { token: { kind, text: found, at: at + 1 }, next: at + found.length }
  }
  if (text[at] === '"') return quoted(text, at)
  const found = read('name', NAME) ?? read('symbol', SYMBOL) ?? read('time', TIME) ?? read('number', NUMBER)
  if (!found) throw invalidQuery('Nothing known is written', at + 1, match(WORD, text, at) || text[at])
  const { kind, text: written } = found.token
  if (kind === 'time' && toTime(written) === undefined) throw invalidQuery('There is no such time', at + 1, written)
  if (kind === 'number' && !Number.isFinite(Number(written)))
    throw invalidQuery('A number is too large', at + 1, written)
  return found
}

function quoted(text: string, at: number): { token: Token; next: number } {
  const found = match(TEXT, text, at)
  if (found === undefined) throw invalidQuery('A string has no end', at + 1, text.slice(at))
  // No stored text holds a NUL, and PostgreSQL does not even compare with one.
  if (found.includes('\0')) throw invalidQuery('A string holds a NUL', at + 1)
  const content = found.slice(1, -1).replace(/\\(["\\])/g, '$1')
  return { token: { kind: 'text', text: content, at: at + 1 }, next: at + found.length }
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

const skip = (text: string, at: number) => at + match(SPACE, text, at)!.length
