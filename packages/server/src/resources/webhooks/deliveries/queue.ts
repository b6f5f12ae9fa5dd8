import { createHash, randomUUID } from 'node:crypto'
import { afterCommit } from '@pail/db'
import type { Db, PailDatabase } from '../../../db/tables/index.ts'
import { now } from '../../../kernel/clock.ts'
import { type Happening, wake } from '../../../kernel/events.ts'
import { orderedId } from '../../../kernel/order.ts'
import type { Packed } from './body.ts'
import type { Delivery } from './delivery.ts'

/** What is told of an event to those who may know the same of it. */
export interface Told {
  happening: Happening
  audience: string
  body: Packed
}

/** Puts a payload into the line of each hook; an event is in a line once. */
export async function add(tx: Db, told: Told, hooks: readonly string[]): Promise<void> {
  const payload = await keep(tx, told)
  for (const hook of hooks) {
    const row = { ...blank(hook, payload), event_id: told.happening.id, redelivery_of: null }
    await tx
      .insertInto('webhook_deliveries')
      .values(row)
      .onConflict(c => c.columns(['webhook_uuid', 'event_id']).doNothing())
      .execute()
  }
  await rouse(tx, hooks)
}

/** Puts a payload into the line again. */
export async function addAgain(tx: Db, { webhookUuid, payloadUuid, id }: Delivery): Promise<string> {
  const row = { ...blank(webhookUuid, payloadUuid), event_id: null, redelivery_of: id }
  await tx.insertInto('webhook_deliveries').values(row).execute()
  await rouse(tx, [webhookUuid])
  return row.id
}

const blank = (webhook_uuid: string, payload_uuid: string) => ({
  ...{ id: orderedId(), webhook_uuid, payload_uuid, attempts: 0 },
  ...{ outcome: null, created_on: now(), finished_on: null },
})

async function keep(tx: Db, { happening, audience, body }: Told): Promise<string> {
  const row = {
    ...{ uuid: randomUUID(), event_id: happening.id, audience, event_key: happening.key },
    ...{ request_uuid: requestUuid(happening), event_on: happening.createdOn, created_on: now() },
    ...body,
  }
  await tx
    .insertInto('webhook_payloads')
    .values(row)
    .onConflict(c => c.columns(['event_id', 'audience']).doNothing())
    .execute()
  const kept = await tx
    .selectFrom('webhook_payloads')
    .where('event_id', '=', happening.id)
    .where('audience', '=', audience)
    .select('uuid')
    .executeTakeFirstOrThrow()
  return kept.uuid
}

/** The same event has the same name for every hook and at every attempt. */
function requestUuid({ id }: Happening): string {
  const digits = createHash('sha256').update(id).digest('hex')
  const version = `4${digits.slice(13, 16)}`
  const variant = `8${digits.slice(17, 20)}`
  return [digits.slice(0, 8), digits.slice(8, 12), version, variant, digits.slice(20, 32)].join('-')
}

/** Hooks that nothing waited for are due now; the others come back by themselves. */
async function rouse(tx: Db, hooks: readonly string[]): Promise<void> {
  await tx
    .updateTable('webhooks')
    .set({ due_on: now() })
    .where('uuid', 'in', hooks)
    .where('due_on', 'is', null)
    .execute()
  afterCommit(tx, wake)
}

/** The hooks of a repository that is no more stay until the last word has been said. */
export const endHooks = (database: PailDatabase, { uuid }: { uuid: string }): Promise<unknown> =>
  database.transact(tx =>
    tx
      .updateTable('webhooks')
      .set({ ended_on: now() })
      .where('repository_uuid', '=', uuid)
      .where('ended_on', 'is', null)
      .execute(),
  )
