import type { Segment } from './found.ts'
import { LONGEST_SHOWN } from './limits.ts'
import { pairsOf, type Spans } from './spans.ts'

const BEFORE_MATCH = 100

/** A line cut where its matches begin and end. Joined, the segments are the line, or the part of it that is shown. */
export function segmentsOf(line: string, spans: Spans, longest = LONGEST_SHOWN): Segment[] {
  const { start, end } = shownPart(line, spans[0] ?? 0, longest)
  const segments: Segment[] = []
  let at = start
  for (const [from, to] of pairsOf(spans)) {
    if (from >= end) break
    if (from > at) segments.push({ text: line.slice(at, from) })
    at = Math.min(to, end)
    segments.push({ text: line.slice(from, at), match: true })
  }
  if (at < end) segments.push({ text: line.slice(at, end) })
  return segments
}

function shownPart(line: string, match: number, longest: number): { start: number; end: number } {
  if (line.length <= longest) return { start: 0, end: line.length }
  const start = Math.max(0, Math.min(match - BEFORE_MATCH, line.length - longest))
  return { start: wholeCharacter(line, start), end: wholeCharacter(line, start + longest) }
}

// Never between the halves of a surrogate pair.
const wholeCharacter = (line: string, at: number) => (/^[\udc00-\udfff]/.test(line.slice(at, at + 1)) ? at - 1 : at)
