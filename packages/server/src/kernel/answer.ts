import { Readable } from 'node:stream'
import {
  Conflict,
  Failure,
  Forbidden,
  Gone,
  Invalid,
  NotFound,
  TimedOut,
  TooLarge,
  Unauthenticated,
  Unavailable,
} from '@pail/failures'
import {
  LacksScope,
  NotAcceptable,
  OutOfRange,
  RateExceeded,
  TooSlow,
  UnsupportedMedia,
  WrongMethod,
} from './failure.ts'
import { rateHeaders } from './rate/headers.ts'
import type { Shape } from './view.ts'

/** A handler's result where status or headers differ from the operation's own. */
export class Answer<T> {
  readonly value: T
  readonly status: number | undefined
  readonly headers: Readonly<Record<string, string>>
  constructor(value: T, { status, headers = {} }: { status?: number; headers?: Record<string, string> } = {}) {
    this.value = value
    this.status = status
    this.headers = headers
  }
}

/**
 * A result that follows from what the operation works on and from `source` alone: while both are the objects that they
 * were, what was shown then is shown again.
 */
export class Lasting<T> extends Answer<T> {
  readonly source: object
  constructor(value: T, source: object) {
    super(value)
    this.source = source
  }
}

/** One of the documents that an operation shows instead of its usual one; the operation names the views under `also`. */
export class Instead {
  readonly view: Shape<never>
  readonly value: unknown
  constructor(view: Shape<never>, value: unknown) {
    this.view = view
    this.value = value
  }
}

export const instead = <T>(view: Shape<T>, value: T): Instead => new Instead(view as Shape<never>, value)

/** Bytes in the place of a document. With an `etag` among the headers, a caller who has them already is told so. */
export class Sent {
  readonly content: Readable | Buffer | string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  constructor(
    content: Readable | Buffer | string,
    { type, status = 200, headers = {} }: { type: string; status?: number; headers?: Record<string, string> },
  ) {
    this.content = content
    this.status = status
    this.headers = { 'content-type': type, ...headers }
  }

  /** Nobody will read the content: what makes it may stop. */
  drop(): void {
    if (this.content instanceof Readable) this.content.destroy()
  }
}

/** Whether the caller says that it has this content already; by its date only where it knows no tag. */
export function isKnown(request: Request, etag: string, lastModified?: string): boolean {
  const asked = request.headers.get('if-none-match')
  if (asked === null)
    return (
      lastModified !== undefined &&
      Date.parse(request.headers.get('if-modified-since') ?? '') >= Date.parse(lastModified)
    )
  return asked.trim() === '*' || asked.split(',').some(one => one.trim().replace(/^W\//, '') === etag)
}

/** The new thing together with the address at which it is found. */
export const created = <T>(value: T, location: string): Answer<T> =>
  new Answer(value, { status: 201, headers: { location } })

const STATUS: readonly (readonly [new (...args: never[]) => Failure, number])[] = [
  [Invalid, 400],
  [Unauthenticated, 401],
  [LacksScope, 403],
  [Forbidden, 403],
  [NotFound, 404],
  [WrongMethod, 405],
  [NotAcceptable, 406],
  [TooSlow, 408],
  [Conflict, 409],
  [Gone, 410],
  [TooLarge, 413],
  [UnsupportedMedia, 415],
  [OutOfRange, 416],
  [RateExceeded, 429],
  [Unavailable, 503],
  [TimedOut, 555],
]

export const statusOf = (failure: unknown): number => STATUS.find(([kind]) => failure instanceof kind)?.[1] ?? 500

/** The standard error object; what is not a refusal of ours says nothing but the id to look for in the log. */
export function errorBody(failure: unknown, requestId: string): object {
  if (!(failure instanceof Failure))
    return { type: 'error', error: { message: 'Something went wrong', id: requestId.replaceAll('-', '') } }
  const { data, ...particulars } = failure.particulars
  const error = { message: failure.message, ...particulars, ...(data && { data }) }
  // Quirk: of removed endpoints and of commits that are not there `data` is repeated; clients read either place.
  const isRepeated = data && (failure instanceof Gone || failure instanceof NotFound)
  return isRepeated ? { type: 'error', error, data } : { type: 'error', error }
}

/** Headers that only some refusals have. */
export function errorHeaders(failure: unknown): Record<string, string> {
  if (failure instanceof Unauthenticated) return { 'www-authenticate': 'Basic realm="Pail"' }
  if (failure instanceof WrongMethod) return { allow: failure.allowed.join(', ') }
  if (failure instanceof OutOfRange) return { 'content-range': `bytes */${failure.size}` }
  if (failure instanceof RateExceeded)
    return { ...rateHeaders(failure.standing), 'retry-after': String(failure.standing.seconds) }
  if (failure instanceof Unavailable) return { 'retry-after': '5' }
  // The rest of the body is not waited for, so nothing else can come over this connection.
  if (failure instanceof TooLarge || failure instanceof TooSlow) return { connection: 'close' }
  return {}
}
