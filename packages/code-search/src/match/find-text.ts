import { MOST_MATCHES } from './limits.ts'
import type { Spans } from './spans.ts'

/** Where a piece of text stands, without overlaps. Both are in the same case. */
export function findText(text: string, piece: string, most = MOST_MATCHES): Spans {
  const spans: Spans = []
  for (let at = text.indexOf(piece); at >= 0 && spans.length < 2 * most; at = text.indexOf(piece, at + piece.length))
    spans.push(at, at + piece.length)
  return spans
}
