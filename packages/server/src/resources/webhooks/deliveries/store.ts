import { type Page, type PageRequest, paginate } from '@pail/db'
import { NotFound } from '@pail/failures'
import type { Db, WebhookAttemptRow } from '../../../db/tables/index.ts'
import type { Webhook } from '../webhook.ts'
import { bytesOf } from './body.ts'
import type { Attempt, Delivery } from './delivery.ts'

type Of = Pick<Webhook, 'uuid'>

/** What was sent to a hook or waits to be, newest first. */
export const list = (db: Db, hook: Of, page: PageRequest): Promise<Page<Delivery>> =>
  paginate(held(db, hook).orderBy('webhook_deliveries.id', 'desc'), page, fromRow)

export async function find(db: Db, hook: Of, id: string): Promise<Delivery> {
  const row = await held(db, hook).where('webhook_deliveries.id', '=', id).executeTakeFirst()
  if (!row) throw new NotFound('There is no such delivery.')
  return fromRow(row)
}

/** The attempts at each of the deliveries, in order; for embedding. */
export async function attemptsOf(db: Db, ids: readonly string[]): Promise<Map<string, Attempt[]>> {
  const rows = await db
    .selectFrom('webhook_attempts')
    .where('delivery_id', 'in', ids)
    .orderBy('delivery_id')
    .orderBy('number')
    .selectAll()
    .execute()
  const found = Map.groupBy(rows, row => row.delivery_id)
  return new Map(ids.map(id => [id, (found.get(id) ?? []).map(asAttempt)]))
}

/** The frozen bodies; for embedding. */
export async function bodiesOf(db: Db, uuids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('webhook_payloads')
    .where('uuid', 'in', uuids)
    .select(['uuid', 'body', 'is_packed'])
    .execute()
  const bodies = await Promise.all(rows.map(bytesOf))
  return new Map(rows.map((row, at) => [row.uuid, bodies[at]!.toString()]))
}

const held = (db: Db, { uuid }: Of) =>
  db
    .selectFrom('webhook_deliveries')
    .innerJoin('webhook_payloads', 'webhook_payloads.uuid', 'webhook_deliveries.payload_uuid')
    .where('webhook_deliveries.webhook_uuid', '=', uuid)
    .select(['webhook_deliveries.id', 'webhook_deliveries.webhook_uuid', 'webhook_deliveries.payload_uuid'])
    .select(['webhook_deliveries.redelivery_of', 'webhook_deliveries.outcome', 'webhook_deliveries.created_on'])
    .select('webhook_deliveries.finished_on')
    .select(['webhook_payloads.event_key', 'webhook_payloads.request_uuid', 'webhook_payloads.event_on'])

type Row = Awaited<ReturnType<ReturnType<typeof held>['executeTakeFirstOrThrow']>>

const fromRow = (row: Row): Delivery => ({
  id: row.id,
  webhookUuid: row.webhook_uuid,
  payloadUuid: row.payload_uuid,
  event: row.event_key,
  requestUuid: row.request_uuid,
  eventOn: row.event_on,
  redeliveryOf: row.redelivery_of,
  outcome: row.outcome,
  createdOn: row.created_on,
  finishedOn: row.finished_on,
})

const asAttempt = (row: WebhookAttemptRow): Attempt => ({
  number: row.number,
  startedOn: row.started_on,
  duration: row.duration,
  status: row.status,
  error: row.error,
  requestHeaders: row.request_headers === null ? null : JSON.parse(row.request_headers),
  responseHeaders: row.response_headers === null ? null : JSON.parse(row.response_headers),
  responseBody: row.response_body,
})
