import { createHmac } from 'node:crypto'

/** One payload for one hook, with what came of it so far. */
export interface Delivery {
  id: string
  webhookUuid: string
  payloadUuid: string
  /** The key of the event, such as `repo:push`. */
  event: string
  requestUuid: string
  eventOn: string
  /** The delivery that was sent again. */
  redeliveryOf: string | null
  outcome: 'delivered' | 'failed' | null
  createdOn: string
  finishedOn: string | null
}

/** One call, as it is remembered. The headers and the body are null where no history is wanted. */
export interface Attempt {
  number: number
  startedOn: string
  /** In milliseconds. */
  duration: number
  status: number | null
  error: string | null
  requestHeaders: Headers | null
  responseHeaders: Headers | null
  responseBody: string | null
}

type Headers = Readonly<Record<string, string>>

/** So many calls are made of one delivery at most. */
export const MOST_ATTEMPTS = 3
const LONGEST_PAUSE_SECONDS = 3600

/** What a call says of itself and of the event. */
export interface Called {
  event: string
  hook: string
  request: string
  attempt: number
  /** When it happened, as rows keep it. */
  eventOn: string
}

/** The headers of a call, as receivers know them. */
export function headersOf(
  { event, hook, request, attempt, eventOn }: Called,
  body: Buffer,
  secret: string | undefined,
) {
  return {
    'Content-Type': 'application/json',
    'User-Agent': 'Bitbucket-Webhooks/2.0',
    'X-Event-Key': event,
    'X-Hook-UUID': hook,
    'X-Request-UUID': request,
    'X-Attempt-Number': String(attempt),
    'X-Event-Time': new Date(eventOn).toUTCString(),
    ...(secret !== undefined && { 'X-Hub-Signature': signatureOf(body, secret) }),
  }
}

/** By which a receiver knows that the body comes from who knows the secret. */
export const signatureOf = (body: Buffer, secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

/** Whether another call may bring what this one did not: the receiver is away, or out of order. */
export const isWorthRetrying = ({ status, error }: Pick<Attempt, 'status' | 'error'>): boolean =>
  status === null ? error !== FORBIDDEN : status >= 500

/** The receiver is where nobody may be called. */
export const FORBIDDEN = 'FORBIDDEN'

/** What becomes of a delivery by this attempt; nothing as long as another follows. */
export function outcomeOf(attempt: Pick<Attempt, 'status' | 'error' | 'number'>): Delivery['outcome'] {
  const { status, number } = attempt
  if (status !== null && status >= 200 && status < 300) return 'delivered'
  return isWorthRetrying(attempt) && number < MOST_ATTEMPTS ? null : 'failed'
}

/** How long a hook is left alone that has failed so many times in a row: twice as long each time, up to an hour. */
export const pauseAfter = (failures: number): number => Math.min(2 ** failures, LONGEST_PAUSE_SECONDS)
