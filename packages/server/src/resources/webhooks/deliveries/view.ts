import { Type } from 'typebox'
import {
  choice,
  count,
  full,
  group,
  listed,
  text,
  untyped,
  uuid,
  type View,
  value,
  view,
  zuluTime,
} from '../../../kernel/view.ts'
import type { Attempt, Delivery } from './delivery.ts'
import { attemptsOf, bodiesOf } from './store.ts'

/** Longer bodies are shown by their beginning; they are sent whole. */
const MOST_SHOWN = 256 * 1024

const headers = Type.Object({}, { additionalProperties: true })

const attemptView: View<Attempt> = untyped<Attempt>('webhook_attempt', {
  number: count(a => a.number),
  started_on: zuluTime(a => a.startedOn),
  duration_in_ms: count(a => a.duration),
  status: count(a => a.status),
  error: text(a => a.error),
  request: group<Attempt>({ headers: value(headers, a => a.requestHeaders) }),
  response: group<Attempt>({
    headers: value(headers, a => a.responseHeaders),
    body: text(a => a.responseBody),
  }),
})

const STATES = { delivered: 'DELIVERED', failed: 'FAILED' } as const

/** Headers and bodies are there when the hook keeps a history. */
export const deliveryView: View<Delivery> = view<Delivery>('webhook_delivery', {
  id: text(d => d.id),
  event: text(d => d.event),
  request_uuid: uuid(d => d.requestUuid),
  state: choice(['PENDING', 'DELIVERED', 'FAILED'], d => (d.outcome === null ? 'PENDING' : STATES[d.outcome])),
  redelivery_of: text(d => d.redeliveryOf),
  event_on: zuluTime(d => d.eventOn),
  created_on: zuluTime(d => d.createdOn),
  finished_on: zuluTime(d => d.finishedOn),
  attempts: listed.embedAll(
    () => attemptView,
    (d, { load }) => load(attemptsOf, d.id),
  ),
  body: full.text(async (d, { load }) => {
    const attempts = await load(attemptsOf, d.id)
    if (!attempts?.some(({ requestHeaders }) => requestHeaders)) return null
    return (await load(bodiesOf, d.payloadUuid))?.slice(0, MOST_SHOWN)
  }),
})
