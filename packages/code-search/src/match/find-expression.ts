import type { RE2JS } from 're2js'
import { type Literals, literalsOf } from '../language/literals.ts'
import { MOST_MATCHES } from './limits.ts'
import type { Patience } from './patience.ts'
import type { Spans } from './spans.ts'

// A longer line is looked at in pieces of this length, in UTF-16 units.
const LONGEST_PIECE = 8192
const BLOCK = 16384
// Anchors that mean another place in a block of lines than in a line.
const IS_ANCHORED = /\\[Az]|\(\?[a-zA-Z]*-[a-zA-Z]*m/

/** An expression, and what can be known of its matches without it. */
export interface Expression {
  readonly matcher: RE2JS
  readonly literals: Literals
  /** Whether it matches in a block of lines wherever it matches in one of them. */
  readonly isFree: boolean
}

/** Makes a compiled expression ready to be found. */
export const expressionOf = (matcher: RE2JS): Expression => ({
  matcher,
  literals: literalsOf(matcher.pattern()),
  isFree: !IS_ANCHORED.test(matcher.pattern()),
})

/** A text whose lines end in LF, and the same text folded. */
export interface Lines {
  readonly text: string
  readonly folded: string
}

interface Stretch {
  readonly start: number
  readonly end: number
}

/**
 * Where an expression matches in a text, each line by itself; empty matches are none. Whether a block of lines may match
 * at all is tried first: that is many times faster than finding where.
 */
export function findExpression(lines: Lines, expression: Expression, patience: Patience, most = MOST_MATCHES): Spans {
  const spans: Spans = []
  if (!maySatisfy(lines.folded, expression.literals)) return spans
  for (const block of blocksOf(lines.text)) {
    patience.check()
    if (expression.isFree && !mayMatch(lines, block, expression)) continue
    for (const piece of piecesOf(lines.text, block)) {
      if (mayMatch(lines, piece, expression)) spans.push(...findInPiece(lines.text, piece, expression.matcher))
      if (spans.length >= 2 * most) return spans.slice(0, 2 * most)
      patience.check()
    }
  }
  return spans
}

const mayMatch = ({ text, folded }: Lines, { start, end }: Stretch, { literals, matcher }: Expression): boolean =>
  maySatisfy(folded.slice(start, end), literals) && matcher.test(text.slice(start, end))

function maySatisfy(folded: string, literals: Literals): boolean {
  if (literals.kind === 'literal') return folded.includes(literals.text)
  if (literals.kind === 'and') return literals.parts.every(part => maySatisfy(folded, part))
  return literals.kind === 'all' || literals.parts.some(part => maySatisfy(folded, part))
}

function findInPiece(text: string, { start, end }: Stretch, expression: RE2JS): Spans {
  const spans: Spans = []
  const matcher = expression.matcher(text.slice(start, end))
  while (matcher.find()) if (matcher.end() > matcher.start()) spans.push(start + matcher.start(), start + matcher.end())
  return spans
}

// Whole lines, together about as long as a block, or one longer line.
function* blocksOf(text: string): Generator<Stretch> {
  for (let start = 0; start < text.length; ) {
    const newline = text.lastIndexOf('\n', start + BLOCK)
    const end = newline > start ? newline : endOfLine(text, start)
    yield { start, end }
    start = end + 1
  }
}

function* piecesOf(text: string, block: Stretch): Generator<Stretch> {
  for (let start = block.start; start < block.end; ) {
    const lineEnd = Math.min(endOfLine(text, start), block.end)
    const end = lineEnd - start > LONGEST_PIECE ? start + LONGEST_PIECE : lineEnd
    yield { start, end }
    start = end === lineEnd ? end + 1 : end
  }
}

function endOfLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from)
  return newline < 0 ? text.length : newline
}
