import { Conflict, Failure, Invalid, NotFound, TimedOut, TooLarge, Unavailable } from '@pail/failures'

/** How a refusal travels between the two processes. */
export interface WireFailure {
  name: string
  message: string
}

const KINDS = { Conflict, Invalid, NotFound, TimedOut, TooLarge, Unavailable }

/** Faults of ours keep their particulars to themselves; they are for the log. */
export function toWire(error: unknown): WireFailure {
  if (error instanceof Failure) return { name: error.name, message: error.message }
  return { name: 'Error', message: 'The git node failed' }
}

export function fromWire({ name, message }: WireFailure): Error {
  const Kind = KINDS[name as keyof typeof KINDS] as typeof Failure | undefined
  return Kind ? new Kind(message) : new Error(message)
}

/** The answer to a push is lines of JSON: what git says meanwhile, and in the end what came of it. */
export type PushLine<T> = { capabilities: string[] } | { progress: string } | { received: T } | { failure: WireFailure }
