import { fold } from './fold.ts'

/** What stands, folded, in every text that an expression matches. Of `all` nothing is known: it may be any text. */
export type Literals =
  | { readonly kind: 'all' }
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Literals[] }

const ALL: Literals = { kind: 'all' }

/** The literals of an expression that RE2 accepts. What is not understood counts as anything. */
export function literalsOf(source: string): Literals {
  const reading = { source, at: 0 }
  const part = readChoice(reading)
  return reading.at === source.length ? needsOf(part) : ALL
}

interface Reading {
  readonly source: string
  at: number
}

/** A part of an expression: the one text it matches, or what stands in every text it matches. */
type Part = { readonly exact: string } | { readonly needs: Literals }

const ANYTHING: Part = { needs: ALL }
// A repeat after flags is one of what stands before them: such a thing is left alone.
const FLAGS = /\(\?[a-zA-Z-]+\)(?![*+?{])/y
const OPENING = /\((?:\?(?:P?<\w+>|[a-zA-Z-]*:)|(?!\?))/y
const SINGLE = /\[([^\]\\^])\]/uy
const CLASS = /\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\]/suy
const KIND = /\\(?:[dDwWsSbBAzCafnrtv]|[pP](?:\{[^}]*\}|.)|x(?:\{[^}]*\}|..)|[0-7]{1,3})/suy
const QUOTED = /\\Q(.*?)(?:\\E|$)/suy
const ESCAPED = /\\([^\p{L}\p{N}])/suy
const POINT = /[.^$]/y
const PLAIN = /([^\\[(){|*+?.^$]|\{)/uy
const REPEAT = /(?:([*?])|\+|\{(\d+)(?:,\d*)?\})\??/y

function readChoice(reading: Reading): Part {
  const choices = [readSequence(reading)]
  while (reading.source[reading.at] === '|') {
    reading.at++
    choices.push(readSequence(reading))
  }
  if (choices.length === 1) return choices[0]!
  const needs = choices.map(needsOf)
  return needs.some(need => need.kind === 'all') ? ANYTHING : { needs: { kind: 'or', parts: needs } }
}

function readSequence(reading: Reading): Part {
  const needs: Literals[] = []
  let run = ''
  let isExact = true
  const endRun = () => {
    isExact = false
    needs.push(needsOf({ exact: run }))
    run = ''
  }
  while (reading.at < reading.source.length && !/[|)]/.test(reading.source[reading.at]!)) {
    const part = readPart(reading)
    const repeat = readRepeat(reading)
    if ('exact' in part && repeat !== 'optional') run += part.exact
    if ('needs' in part || repeat) endRun()
    if ('needs' in part && repeat !== 'optional') needs.push(part.needs)
  }
  if (isExact) return { exact: run }
  endRun()
  return { needs: allOf(needs) }
}

function readPart(reading: Reading): Part {
  if (take(reading, FLAGS)) return { exact: '' }
  if (take(reading, OPENING)) {
    const part = readChoice(reading)
    reading.at++
    return part
  }
  const exact = take(reading, SINGLE) ?? take(reading, QUOTED) ?? take(reading, ESCAPED) ?? take(reading, PLAIN)
  if (exact) return { exact: exact[1]! }
  // Of what is not known, the rest cannot be trusted either.
  if (!take(reading, CLASS) && !take(reading, KIND) && !take(reading, POINT)) reading.at = Infinity
  return ANYTHING
}

function readRepeat(reading: Reading): 'optional' | 'repeated' | undefined {
  const repeat = take(reading, REPEAT)
  if (!repeat) return undefined
  return repeat[1] || Number(repeat[2] ?? 1) === 0 ? 'optional' : 'repeated'
}

function needsOf(part: Part): Literals {
  if ('needs' in part) return part.needs
  return part.exact === '' ? ALL : { kind: 'literal', text: fold(part.exact) }
}

function allOf(needs: readonly Literals[]): Literals {
  const known = needs.filter(need => need.kind !== 'all')
  if (known.length < 2) return known[0] ?? ALL
  return { kind: 'and', parts: known.flatMap(need => (need.kind === 'and' ? need.parts : [need])) }
}

function take(reading: Reading, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = reading.at
  const found = pattern.exec(reading.source)
  if (found) reading.at += found[0].length
  return found
}
