import { type Invalid, invalid } from '@pail/failures'

export const STATES = ['OPEN', 'MERGED', 'DECLINED', 'SUPERSEDED'] as const
export type State = (typeof STATES)[number]

/** What can happen to an open pull request. */
export type Closing = 'merge' | 'decline' | 'supersede'

const ENDS: Readonly<Record<Closing, State>> = { merge: 'MERGED', decline: 'DECLINED', supersede: 'SUPERSEDED' }

/** The words that the activity of a pull request has for its states. */
export const STATUS: Readonly<Record<State, string>> = {
  OPEN: 'open',
  MERGED: 'fulfilled',
  DECLINED: 'rejected',
  SUPERSEDED: 'superseded',
}

/** Only what is open comes to an end, and nothing is opened again. */
export function advance(state: State, closing: Closing): State {
  if (state !== 'OPEN') throw alreadyClosed()
  return ENDS[closing]
}

/** In the words that clients look for. */
export const CLOSED = 'This pull request is already closed.'
export const alreadyClosed = (): Invalid => invalid('newstatus', CLOSED)
