import type { ContentMatch, FoundLine } from './found.ts'
import { segmentsOf } from './segments.ts'
import { pairsOf, type Spans } from './spans.ts'

// What one file shows at most: so many lines with matches, in so many groups.
const MOST_LINES = 50
const MOST_GROUPS = 10
const AFTER = 2

/** A line by its place in the text, without its end, and the matches on it by their places in the line. */
interface Line {
  readonly number: number
  readonly start: number
  readonly end: number
  readonly spans: Spans
}

/** The lines that have matches, each with one line before and two after; groups that touch are one. */
export function groupsOf(text: string, spans: Spans): ContentMatch[] {
  const groups: Line[][] = []
  for (const line of linesWith(text, spans)) {
    const last = groups.at(-1)?.at(-1)
    if (last && line.number <= last.number + AFTER + 2) groups.at(-1)!.push(line)
    else groups.push([line])
  }
  return groups.slice(0, MOST_GROUPS).map(group => ({ lines: linesAround(text, group) }))
}

function linesWith(text: string, spans: Spans): Line[] {
  const lines: Line[] = []
  let line = lineFrom(text, 0, 1)
  for (const [start, end] of pairsOf(spans)) {
    // A match that goes over several lines is on each of them that has a character of it.
    for (let from = start; from < end; from = line.end + 1) {
      while (line.end < from) line = lineFrom(text, line.end + 1, line.number + 1)
      const to = Math.min(end, line.end)
      if (to === from) continue
      if (lines.at(-1) !== line && lines.push(line) > MOST_LINES) return lines.slice(0, MOST_LINES)
      line.spans.push(from - line.start, to - line.start)
    }
  }
  return lines
}

function linesAround(text: string, group: readonly Line[]): FoundLine[] {
  const matching = new Map(group.map(line => [line.number, line]))
  let line = lineBefore(text, group[0]!)
  const last = group.at(-1)!.number + AFTER
  const shown: FoundLine[] = []
  for (;;) {
    const { spans } = matching.get(line.number) ?? line
    shown.push({ line: line.number, segments: segmentsOf(text.slice(line.start, line.end), spans) })
    const next = line.end + 1
    if (line.number === last || next >= text.length) return shown
    line = lineFrom(text, next, line.number + 1)
  }
}

function lineBefore(text: string, { start, number }: Line): Line {
  // The line before ends at start - 1; an empty first line begins where it ends.
  return start < 2
    ? lineFrom(text, 0, 1)
    : lineFrom(text, text.lastIndexOf('\n', start - 2) + 1, Math.max(1, number - 1))
}

function lineFrom(text: string, start: number, number: number): Line {
  const newline = text.indexOf('\n', start)
  return { number, start, end: newline < 0 ? text.length : newline, spans: [] }
}
