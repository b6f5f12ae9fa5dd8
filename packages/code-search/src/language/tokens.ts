import type { CodeQuery } from './code-query.ts'
import { readModifier } from './modifiers.ts'

/** A part of a query. `not` is the operator as well as a minus sign before something. */
export type Token =
  | { readonly kind: 'and' | 'or' | 'not' | 'open' | 'close' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'modifier'; readonly query: CodeQuery }

/** The tokens of a query, and whether something in it had to be passed over to read them. */
export interface Tokens {
  readonly tokens: readonly Token[]
  readonly isSubstituted: boolean
}

const OPERATORS = new Map<string, Token>([
  ['AND', { kind: 'and' }],
  ['OR', { kind: 'or' }],
  ['NOT', { kind: 'not' }],
])
const SPACE = /\s+/y
// A single minus before a term, a quote or a parenthesis excludes; other dashes are punctuation.
const MINUS = /-(?=[\p{L}\p{M}\p{N}_"(])/uy
const QUOTED = /"((?:[^"\\]|\\.)*)"/sy
const BARE = /[^\s()"]+/y

/** Cuts a query into tokens. A quote without an end is passed over, and a modifier without a value. */
export function tokensOf(text: string): Tokens {
  const tokens: Token[] = []
  let isSubstituted = false
  for (let at = 0; at < text.length; ) {
    const read = tokenAt(text, at)
    if (read.token) tokens.push(read.token)
    isSubstituted ||= read.isPassedOver ?? false
    at = read.next
  }
  return { tokens, isSubstituted }
}

interface Read {
  readonly token?: Token
  readonly next: number
  readonly isPassedOver?: boolean
}

function tokenAt(text: string, at: number): Read {
  const space = match(SPACE, text, at)
  if (space) return { next: at + space[0].length }
  if (text[at] === '(') return { token: { kind: 'open' }, next: at + 1 }
  if (text[at] === ')') return { token: { kind: 'close' }, next: at + 1 }
  if (text[at] === '"') return quotedAt(text, at)
  if (match(MINUS, text, at)) return { token: { kind: 'not' }, next: at + 1 }
  return readModifier(text, at) ?? bareAt(text, at)
}

function quotedAt(text: string, at: number): Read {
  const quoted = match(QUOTED, text, at)
  if (!quoted) return { next: at + 1, isPassedOver: true }
  return { token: { kind: 'text', text: unescaped(quoted[1]!) }, next: at + quoted[0].length }
}

function bareAt(text: string, at: number): Read {
  const bare = match(BARE, text, at)![0]
  return { token: OPERATORS.get(bare) ?? { kind: 'text', text: bare }, next: at + bare.length }
}

const unescaped = (text: string) => text.replace(/\\(["\\])/g, '$1')

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
