import { BadRedirect } from './redirect.ts'

/** How long a failed request may be waited for. */
export interface Patience {
  /** How often a request is sent again; 4 when left out. */
  retries?: number | undefined
  /** A pause that the server asks for and that is longer than this is left to the caller; 60 when left out. */
  longestPauseSeconds?: number | undefined
}

/** Thrown by a `fetch` of one's own where asking again would lead to the same: for an untrusted certificate, say. */
export class Unreachable extends Error {
  override name = 'Unreachable'
}

/** What came of a try. */
export type Outcome = { status: number; headers: Headers } | { failure: unknown }

/** Sending these twice is as good as sending them once. */
const REPEATABLE = new Set(['GET', 'HEAD', 'PUT', 'DELETE'])
/** 555 is what the API says when an answer takes too long. */
const PASSING = new Set([408, 429, 500, 502, 503, 504, 555])

const FIRST_PAUSE_SECONDS = 0.5
/** Whoever has asked too often and is not told for how long waits longer. */
const FIRST_PAUSE_OF_LIMIT_SECONDS = 5

/**
 * How many seconds to wait before a request is sent again, undefined when it must not be: what creates is sent again only
 * when it cannot have arrived, as nobody knows after a failure whether it has been done.
 */
export function pauseBefore(
  method: string,
  outcome: Outcome,
  { attempt, longest, random = Math.random }: { attempt: number; longest: number; random?: () => number },
): number | undefined {
  if (!mayRepeat(method, outcome)) return undefined
  const asked = 'headers' in outcome ? retryAfter(outcome.headers) : undefined
  if (asked !== undefined) return asked <= longest ? asked : undefined
  const first = 'status' in outcome && outcome.status === 429 ? FIRST_PAUSE_OF_LIMIT_SECONDS : FIRST_PAUSE_SECONDS
  return Math.min(longest, first * 2 ** attempt * (0.75 + random() / 2))
}

function mayRepeat(method: string, outcome: Outcome): boolean {
  if ('status' in outcome) return outcome.status === 429 || (REPEATABLE.has(method) && PASSING.has(outcome.status))
  if (isFinal(outcome.failure)) return false
  return REPEATABLE.has(method) || wasRefused(outcome.failure)
}

/** `Retry-After` in seconds, from both of its forms; undefined where there is none. */
export function retryAfter(headers: Headers): number | undefined {
  const text = headers.get('retry-after')?.trim()
  if (!text) return undefined
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1000
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds)
}

const isFinal = (failure: unknown): boolean =>
  failure instanceof BadRedirect ||
  failure instanceof Unreachable ||
  (failure instanceof Error && failure.name === 'AbortError')

/** Nobody was there to take it. */
function wasRefused(failure: unknown): boolean {
  const { cause } = failure as { cause?: { code?: string; errors?: readonly { code?: string }[] } }
  const codes = [cause?.code, ...(cause?.errors ?? []).map(({ code }) => code)]
  return codes.some(code => code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
}
