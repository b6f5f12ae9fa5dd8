/** One character, any one, or any run of them. */
type Piece = string | typeof ONE | typeof RUN
const ONE: unique symbol = Symbol('?')
const RUN: unique symbol = Symbol('*')

/** A part of a path between slashes: text, or pieces where it has wildcards. */
type Segment = string | readonly Piece[] | typeof DEPTH
/** Any number of parts, also none. */
const DEPTH: unique symbol = Symbol('**')

export type Pattern = readonly Segment[]

const ANY: Segment = [RUN]

/**
 * A pattern as `.gitignore` has it: one with a slash before its end begins at the root, another is found at any depth;
 * a folder stands for all that is in it. Undefined where nothing could ever fit.
 */
export function readPattern(text: string): Pattern | undefined {
  const parts = text.replace(/^\//, '').split('/')
  const isOfFolder = parts.at(-1) === '' || parts.at(-1) === '**'
  const named = isOfFolder ? parts.slice(0, -1) : parts
  if (named.some(part => part === '' || part === '.' || part === '..')) return undefined
  const isAtRoot = text.startsWith('/') || parts.at(-1) === '**' || named.length > 1
  const start: Segment[] = isAtRoot ? [] : [DEPTH]
  const end: Segment[] = isOfFolder ? [ANY, DEPTH] : [DEPTH]
  return [...start, ...named.map((part): Segment => (part === '**' ? DEPTH : segment(part))), ...end]
}

function segment(part: string): Segment {
  const pieces: Piece[] = []
  for (let at = 0; at < part.length; at++) {
    const character = part[at]!
    if (character === '\\' && at + 1 < part.length) pieces.push(part[++at]!)
    else if (character === '*') pieces.push(RUN)
    else pieces.push(character === '?' ? ONE : character)
  }
  return pieces.every(piece => typeof piece === 'string') ? pieces.join('') : pieces
}

/** Whether a path, or a folder on the way to it, is what a pattern means. */
export const fits = (pattern: Pattern, path: string): boolean => covers(pattern, path.split('/'), DEPTH, fitsSegment)

const fitsSegment = (wanted: Exclude<Segment, typeof DEPTH>, part: string): boolean =>
  typeof wanted === 'string'
    ? wanted === part
    : covers(wanted, part, RUN, (piece, one) => piece === ONE || piece === one)

/**
 * Goes through both side by side. Where they part, only the last wildcard takes one more: what an earlier one took is
 * never gone back to, as the last could have taken it too, so that time grows with one length times the other at most.
 */
function covers<Wanted, Wild extends Wanted, One>(
  pattern: ArrayLike<Wanted>,
  text: ArrayLike<One>,
  wild: Wild,
  same: (wanted: Exclude<Wanted, Wild>, one: One) => boolean,
): boolean {
  let [at, place] = [0, 0]
  let [wildAt, taken] = [-1, 0]
  while (place < text.length) {
    const wanted = pattern[at]
    if (at < pattern.length && wanted === wild) [wildAt, taken] = [at++, place]
    else if (at < pattern.length && same(wanted as Exclude<Wanted, Wild>, text[place]!))
      [at, place] = [at + 1, place + 1]
    else if (wildAt < 0) return false
    else [at, place] = [wildAt + 1, ++taken]
  }
  while (at < pattern.length && pattern[at] === wild) at++
  return at === pattern.length
}
