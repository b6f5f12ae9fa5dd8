import { ApiError, Broken } from '@pail/client'
import type { FailureType, TraceError } from './message.ts'

/** A failure in words for whoever set the source up, with who has to do something about it. */
export class SourceFailure extends Error {
  override name = 'SourceFailure'
  readonly failureType: FailureType

  constructor(message: string, failureType: FailureType, options?: ErrorOptions) {
    super(message, options)
    this.failureType = failureType
  }
}

/** The end of a read in which at least one stream was not read to its end. */
export class SyncFailed extends SourceFailure {
  override name = 'SyncFailed'
}

/** What the configuration, catalog or state that was given says is wrong. */
export const misconfigured = (message: string, cause?: unknown): SourceFailure =>
  new SourceFailure(message, 'config_error', { cause })

/** Says any failure in such words; `scopes` are those that a stream needs. */
export function failureOf(error: unknown, scopes: readonly string[] = []): SourceFailure {
  if (error instanceof SourceFailure) return error
  if (error instanceof ApiError) return refusal(error, scopes)
  if (error instanceof Broken) return new SourceFailure(`${error.message}.`, 'transient_error', { cause: error })
  if (error instanceof Error && isOfNetwork(error))
    return new SourceFailure(`The server cannot be reached: ${reasonOf(error)}.`, 'transient_error', { cause: error })
  return new SourceFailure('Something went wrong in the connector. See the logs for more details.', 'system_error', {
    cause: error,
  })
}

function refusal(error: ApiError, scopes: readonly string[]): SourceFailure {
  const { status, message, request } = error
  const fail = (text: string, type: FailureType) => new SourceFailure(text, type, { cause: error })
  if (isOfConsumer(error)) return fail(`The server refuses the OAuth consumer (${status}: ${message}).`, 'config_error')
  if (status === 401)
    return fail(
      `The server refuses the credentials (401: ${message}). Check that the e-mail address is the account's, that the ` +
        'token has not expired, and that an access token is given as one.',
      'config_error',
    )
  if (status === 403) {
    const missing = error.missingScopes
    if (missing.length > 0)
      return fail(
        `The token lacks the scope ${missing.join(', ')}, which ${request} needs (403: ${message}).`,
        'config_error',
      )
    const needed = scopes.length > 0 ? ` The scopes needed are ${scopes.join(', ')}.` : ''
    return fail(`The server forbids ${request} (403: ${message}).${needed}`, 'config_error')
  }
  if (status === 429) return fail(`API rate limit exceeded (429: ${message}).`, 'transient_error')
  if (status === 408 || status >= 500) return fail(`${request} failed (${status}: ${message}).`, 'transient_error')
  return fail(`The server refuses ${request} (${status}: ${message}).`, 'system_error')
}

/** Whether it was said where tokens are handed out. */
export const isOfConsumer = ({ status, request }: ApiError): boolean =>
  /^POST .*\/access_token$/.test(request) && status < 500 && status !== 429

function isOfNetwork(error: Error): boolean {
  return error.name === 'TimeoutError' || (error instanceof TypeError && error.cause !== undefined)
}

/** What an address without a scheme meets where a server speaks HTTP alone. */
const NO_TLS = 'it does not speak TLS, so its address has to begin with http://'

function reasonOf(error: Error): string {
  const { cause } = error as { cause?: { code?: string; message?: string; errors?: readonly { message?: string }[] } }
  if (cause?.code === 'ERR_SSL_WRONG_VERSION_NUMBER') return NO_TLS
  return cause?.message || cause?.errors?.[0]?.message || cause?.code || error.message
}

/** As a trace tells it, with what a developer wants to see behind it. */
export function traceErrorOf(failure: SourceFailure, stream?: string): TraceError {
  const { message, failureType, cause } = failure
  return {
    message,
    ...(cause instanceof Error && { internal_message: `${cause.name}: ${cause.message}` }),
    ...(failureType === 'system_error' && cause instanceof Error && cause.stack && { stack_trace: cause.stack }),
    failure_type: failureType,
    ...(stream !== undefined && { stream_descriptor: { name: stream } }),
  }
}
