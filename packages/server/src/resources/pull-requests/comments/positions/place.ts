import { invalid } from '@pail/failures'
import type { Oid } from '@pail/git'
import type { Inline } from '../../../commits/comments/inline.ts'
import { carry, type Fate, type Lines } from './carry.ts'

/** What somebody saw who commented on a file. It stays as it was. */
export interface Origin {
  inline: Inline
  /** What the file was called on the old side, if the pull request renames it. */
  oldPath: string | null
  source: Oid
  destination: Oid
  /** The old side of what was seen: where both parted. */
  base: Oid
  /** The lines themselves, where they could be read. */
  context: string | null
}

/** The commits for which places are worked out. */
export interface Moment {
  source: Oid
  base: Oid
}

/** Where a comment is now. */
export interface Place extends Moment {
  inline: Inline
  /** What it is about is gone; then the place is where it was. */
  isOutdated: boolean
  origin: Origin
}

/** Lines as they are meant: of one side, the first before the last, and a range only where there are several. */
export function meant({ path, from, to, startFrom, startTo }: Inline): Inline {
  // Quirk: of both sides the old one counts.
  if (from !== null) return { path, from, to: null, startFrom: start('start_from', startFrom, from), startTo: null }
  return { path, from, to, startFrom: start('start_from', startFrom, from), startTo: start('start_to', startTo, to) }
}

function start(name: string, first: number | null, last: number | null): number | null {
  if (first === null || first === last) return null
  if (last !== null && first < last) return first
  const complaint = last === null ? 'says where lines begin that end nowhere' : 'is after the last line'
  throw invalid(`inline.${name}`, complaint)
}

/** The commit and the file that a place is sought from. */
export function startOf({ inline, oldPath, source, base }: Origin): { isOld: boolean; commit: Oid; path: string } {
  const isOld = inline.from !== null
  return { isOld, commit: isOld ? base : source, path: (isOld ? oldPath : null) ?? inline.path }
}

/** Where the comment is at another moment, after what became of its file until then. */
export function placeAt(origin: Origin, fate: Fate, { source, base }: Moment): Place {
  const { isOld, path } = startOf(origin)
  const carried = carry({ path, lines: linesOf(origin.inline) }, fate)
  const inline = carried ? there(origin, isOld, carried) : origin.inline
  return { inline, isOutdated: carried === null, origin, source, base }
}

/** The lines that a place is about; null where it is the whole file. */
export function linesOf({ from, to, startFrom, startTo }: Inline): Lines | null {
  const [first, last] = from === null ? [startTo, to] : [startFrom, from]
  return last === null ? null : { first: first ?? last, last }
}

function there(
  { inline, oldPath }: Origin,
  isOld: boolean,
  { path, lines }: { path: string; lines: Lines | null },
): Inline {
  const first = lines && lines.first < lines.last ? lines.first : null
  const last = lines?.last ?? null
  // A renamed file is known by its new name, which the old side says nothing of.
  if (isOld)
    return { path: oldPath === null ? path : inline.path, from: last, to: null, startFrom: first, startTo: null }
  return { path, from: null, to: last, startFrom: null, startTo: first }
}

/** A place with the pull request that it is in. */
export interface Placed {
  place: Place
  pullRequest: { destination: { hash: Oid } }
}

/** The commits that a place is in: those of now, or those that were seen where it is not there any more. */
export function revisionsOf({ place, pullRequest }: Placed): Moment & { destination: Oid } {
  if (place.isOutdated) return place.origin
  return { source: place.source, base: place.base, destination: pullRequest.destination.hash }
}
