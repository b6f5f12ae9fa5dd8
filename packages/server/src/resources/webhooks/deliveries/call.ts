import { type Kind, Unsent } from '@pail/outbound'
import { now } from '../../../kernel/clock.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { outboundOf } from '../../../kernel/outbound.ts'
import { placeOfSecret } from '../store.ts'
import { receiverAt } from '../webhook.ts'
import { bytesOf } from './body.ts'
import { type Attempt, FORBIDDEN, headersOf } from './delivery.ts'
import type { Next } from './line.ts'

/** Of an answer no more is read, and none of it is waited for longer than for the answer itself. */
const MOST_READ_BYTES = 16 * 1024

const ERRORS: Readonly<Record<Kind, string>> = {
  forbidden: FORBIDDEN,
  unreachable: 'NETWORK ERROR',
  'too slow': 'TIMEOUT',
  'too large': 'NETWORK ERROR',
}

/** Makes one call, and tells what came of it; nothing when it was ended from outside. */
export async function call(forge: Forge, next: Next, stopped: AbortSignal): Promise<Attempt | undefined> {
  const body = await bytesOf(next)
  const headers = headersOf(
    {
      ...{ event: next.event_key, hook: next.hook, request: next.request_uuid },
      ...{ attempt: next.attempts + 1, eventOn: next.event_on },
    },
    body,
    next.secret === null ? undefined : forge.keys.unseal(next.secret, placeOfSecret(next.hook)),
  )
  const [startedOn, from] = [now(), performance.now()]
  const answer = await send(forge, { next, headers, body }, stopped)
  if (stopped.aborted && answer.error !== null) return undefined
  const isKept = next.history_enabled === 1
  return {
    ...{ number: next.attempts + 1, startedOn, duration: Math.round(performance.now() - from) },
    ...{ status: answer.status, error: answer.error, requestHeaders: isKept ? headers : null },
    ...{ responseHeaders: isKept ? answer.headers : null, responseBody: isKept ? answer.body : null },
  }
}

interface Sending {
  next: Next
  headers: Readonly<Record<string, string>>
  body: Buffer
}

type Answer = Pick<Attempt, 'status' | 'error'> & { headers: Record<string, string> | null; body: string | null }

/** Redirects are answers like others: the body is for the address that was given. */
async function send(forge: Forge, { next, headers, body }: Sending, signal: AbortSignal): Promise<Answer> {
  const { url, authorization } = receiverAt(next.url)
  try {
    const reply = await outboundOf(forge).send({
      ...{ url, method: 'POST', body, signal, seconds: forge.config.webhookSeconds },
      ...{ maxBytes: MOST_READ_BYTES, beginning: true, anyCertificate: next.skip_cert_verification === 1 },
      headers: { ...headers, ...(authorization !== undefined && { authorization }) },
    })
    return { status: reply.status, error: null, headers: flat(reply.headers), body: readable(reply.body) }
  } catch (error) {
    if (!(error instanceof Unsent)) throw error
    return { status: null, error: ERRORS[error.kind], headers: null, body: null }
  }
}

const flat = (headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]))

/** No database keeps a zero in a text. */
const readable = (body: Buffer): string => body.toString('utf8').replaceAll('\0', '\uFFFD')
