import type { ContentMatch, FoundLine } from './found.ts'
import { LONGEST_SHOWN, MOST_GROUPS, MOST_LINES } from './limits.ts'
import { segmentsOf } from './segments.ts'
import type { Spans } from './spans.ts'

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
    else if (groups.push([line]) > MOST_GROUPS) break
  }
  return groups.slice(0, MOST_GROUPS).map(group => ({ lines: linesAround(text, group) }))
}

function linesWith(text: string, spans: Spans): Line[] {
  const lines: Line[] = []
  let line = lineFrom(text, 0, 1)
  for (let at = 0; at < spans.length; at += 2) {
    const end = spans[at + 1]!
    // A match that goes over several lines is on each of them that has a character of it.
    for (let from = spans[at]!; from < end; from = line.end + 1) {
      if (line.end < from) line = lineAt(text, from, line)
      const to = Math.min(end, line.end)
      if (to === from) continue
      if (lines.at(-1) !== line && lines.push(line) > MOST_LINES) return lines.slice(0, MOST_LINES)
      if (isShown(line, from)) line.spans.push(from - line.start, to - line.start)
    }
  }
  return lines
}

// Of a long line only the part around its first match is shown.
const isShown = ({ start, spans }: Line, from: number) => spans.length === 0 || from - start < spans[0]! + LONGEST_SHOWN

function lineAt(text: string, place: number, from: Line): Line {
  let { number, end } = from
  let start = from.start
  while (end < place) {
    const newline = text.indexOf('\n', end + 1)
    start = end + 1
    end = newline < 0 ? text.length : newline
    number++
  }
  return { number, start, end, spans: [] }
}

function linesAround(text: string, group: readonly Line[]): FoundLine[] {
  const matching = new Map(group.map(line => [line.number, line]))
  const last = group.at(-1)!.number + AFTER
  const shown: FoundLine[] = []
  let line = lineBefore(text, group[0]!)
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
  return start < 2 ? lineFrom(text, 0, 1) : lineFrom(text, text.lastIndexOf('\n', start - 2) + 1, number - 1)
}

function lineFrom(text: string, start: number, number: number): Line {
  const newline = text.indexOf('\n', start)
  return { number, start, end: newline < 0 ? text.length : newline, spans: [] }
}
