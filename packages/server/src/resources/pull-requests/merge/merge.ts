import { Conflict, type Failure, Forbidden, Invalid, type Particulars, TimedOut, Unavailable } from '@pail/failures'
import type { Oid } from '@pail/git'
import type { MergeStrategy } from '../../refs/merge-strategies.ts'

/** How somebody wants a pull request merged. */
export interface Asked {
  strategy: MergeStrategy
  /** Undefined: the usual one. */
  message?: string
  closesSourceBranch: boolean
}

/** Why nothing came of a merge, as it is kept for who asks later. */
export interface Refusal {
  kind: string
  message: string
  particulars: Particulars
}

export type Progress = 'PENDING' | 'SUCCESS' | 'FAILED'

/** A merge that was asked for, and what became of it. */
export interface Merge {
  uuid: string
  pullRequestUuid: string
  actorUuid: string
  asked: Asked
  state: Progress
  /** What the destination is to name, and what it named then; known from just before it does. */
  planned: { hash: Oid; before: Oid } | null
  refusal: Refusal | null
  aliveUntil: string
  createdOn: string
  updatedOn: string
}

const KINDS = { Conflict, Forbidden, Invalid, TimedOut, Unavailable }

export const asRefusal = ({ name, message, particulars }: Failure): Refusal => ({ kind: name, message, particulars })

/** The same failure again, for whoever asks. */
export function asFailure({ kind, message, particulars }: Refusal): Failure {
  const Kind = KINDS[kind as keyof typeof KINDS] ?? Invalid
  return new Kind(message, particulars)
}

/** Whoever was at it is there no more. */
export const isAbandoned = ({ state, aliveUntil }: Pick<Merge, 'state' | 'aliveUntil'>, now: string): boolean =>
  state === 'PENDING' && aliveUntil < now

export const LOST: Refusal = {
  kind: 'Unavailable',
  message: 'The server stopped before the merge was done; nothing was merged. Try again.',
  particulars: {},
}
