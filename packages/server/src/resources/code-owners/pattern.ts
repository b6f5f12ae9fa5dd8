import { fitsPieces } from '../branch-restrictions/glob.ts'

/** A part of a path between slashes: what stands between its stars, where one character may be any. */
interface Segment {
  pieces: readonly string[]
  /** With question marks, as a whole: `undefined` is any character, `null` any run. */
  loose: readonly (string | undefined | null)[] | undefined
}
/** Any number of parts, also none. */
const DEPTH = null

export interface Pattern {
  segments: readonly (Segment | typeof DEPTH)[]
  /** Found at any depth by this alone. */
  name: Segment | undefined
  /** Stands for what a folder holds, and not for a file of that name. */
  isOfFolder: boolean
}

const ANY: Segment = { pieces: ['', ''], loose: undefined }

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
  const segments = named.map(part => (part === '**' ? DEPTH : segment(part)))
  const name = isAtRoot ? undefined : (segments[0] ?? undefined)
  return { segments: [...segments, ...(isOfFolder ? [ANY, DEPTH] : [DEPTH])], name, isOfFolder }
}

/** A backslash takes its meaning from what follows it. */
function segment(part: string): Segment {
  const pieces = ['']
  const loose: (string | undefined | null)[] = []
  for (let at = 0; at < part.length; at++) {
    const isEscaped = part[at] === '\\' && at + 1 < part.length
    const character = isEscaped ? part[++at]! : part[at]!
    const isStar = character === '*' && !isEscaped
    if (isStar) pieces.push('')
    else pieces.push(pieces.pop()! + character)
    loose.push(isStar ? null : character === '?' && !isEscaped ? undefined : character)
  }
  return { pieces, loose: loose.includes(undefined) ? loose : undefined }
}

/** Whether a path in its parts, or a folder on the way to it, is what a pattern means. */
export function fits({ segments, name, isOfFolder }: Pattern, parts: readonly string[]): boolean {
  if (!name) return covers(segments, parts, fitsSegment)
  const end = isOfFolder ? parts.length - 1 : parts.length
  for (let at = 0; at < end; at++) if (fitsSegment(name, parts[at]!)) return true
  return false
}

const fitsSegment = ({ pieces, loose }: Segment, part: string): boolean =>
  loose ? covers(loose, part, (wanted, one) => wanted === undefined || wanted === one) : fitsPieces(pieces, part)

/**
 * Goes through both side by side; null in the pattern is a wildcard. Where they part, only the last one takes one more:
 * what an earlier one took is never gone back to, as the last could have taken it too, so that time grows with one
 * length times the other at most.
 */
function covers<Wanted, One>(
  pattern: ArrayLike<Wanted | null>,
  text: ArrayLike<One>,
  same: (wanted: Wanted, one: One) => boolean,
): boolean {
  let [at, place] = [0, 0]
  let [wildAt, taken] = [-1, 0]
  while (place < text.length) {
    const wanted = pattern[at]
    if (at < pattern.length && wanted === null) {
      wildAt = at++
      taken = place
    } else if (at < pattern.length && same(wanted as Wanted, text[place]!)) {
      at++
      place++
    } else if (wildAt < 0) return false
    else {
      at = wildAt + 1
      place = ++taken
    }
  }
  while (at < pattern.length && pattern[at] === null) at++
  return at === pattern.length
}
