import { Failure, Unavailable } from '@pail/failures'

/** What errors of the SDK and of the network tell, as far as they tell it. */
interface Told {
  name?: string
  code?: string
  message?: string
  $metadata?: { httpStatusCode?: number }
}

const AWAY = /^(E(?!RR_)[A-Z_]+|TimeoutError|NetworkingError|SlowDown|RequestTimeout|ServiceUnavailable|InternalError)$/

export const statusIn = (error: unknown): number => (error as Told | undefined)?.$metadata?.httpStatusCode ?? 0

const isAway = ({ name = '', code = '', $metadata }: Told): boolean =>
  AWAY.test(code) || AWAY.test(name) || ($metadata?.httpStatusCode ?? 0) >= 500 || $metadata?.httpStatusCode === 429

export const isNotThere = (error: unknown): boolean =>
  /^(NoSuchKey|NotFound)$/.test((error as Told | undefined)?.name ?? '')

/** Some stores leave out what concerns uploads in parts. */
export const isNotOffered = (error: unknown): boolean => [405, 501].includes(statusIn(error))

/** What the store says, without what an answer may repeat of the request and its signature. */
export const saying = (error: unknown): string => {
  const { name = 'Error', code, message = '' } = (error ?? {}) as Told
  return `${code ?? name}${message === '' ? '' : `: ${message}`}`
}

/**
 * A store that is away is told to callers, and what was said of it to the log. Any other fault is ours or the
 * operator's.
 */
export function failureIn(error: unknown, tell: (line: string) => void): unknown {
  if (error instanceof Failure) return error
  if (!isAway(error as Told)) return new Error(`The file store refuses: ${saying(error)}`)
  tell(`The file store does not answer: ${saying(error)}`)
  return new Unavailable('The file store does not answer')
}
