/** How much was asked for in the hour that runs since `start` (milliseconds since 1970), and in the one before it. */
export interface Window {
  start: number
  taken: number
  before: number
}

export const LENGTH_MS = 3_600_000

/** The window of a moment, that follows from the last one that was written down. */
export function windowAt(moment: number, last: Window | undefined): Window {
  if (last && moment < last.start + LENGTH_MS) return last
  if (last && moment < last.start + 2 * LENGTH_MS)
    return { start: last.start + LENGTH_MS, taken: 0, before: last.taken }
  return { start: moment, taken: 0, before: 0 }
}

/** What may still be asked for: the hour before counts for as much of it as lies within the last sixty minutes. */
export const leftIn = (window: Window, limit: number, moment: number): number =>
  Math.max(0, Math.floor(limit - window.taken - window.before * (1 - (moment - window.start) / LENGTH_MS)))

/** Milliseconds until there is room for one more. */
export function waitIn(window: Window, limit: number, moment: number): number {
  if (leftIn(window, limit, moment) > 0) return 0
  const { start, taken, before } = window
  const room = limit - taken - 1
  const when =
    room >= 0 ? start + LENGTH_MS * (1 - room / before) : start + LENGTH_MS * (2 - Math.min(1, (limit - 1) / taken))
  return Math.max(0, Math.ceil(when - moment))
}
