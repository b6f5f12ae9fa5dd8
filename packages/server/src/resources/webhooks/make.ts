import { randomUUID } from 'node:crypto'
import { Invalid } from '@pail/failures'
import { Unsent } from '@pail/outbound'
import type { Static } from 'typebox'
import { now } from '../../kernel/clock.ts'
import type { Forge } from '../../kernel/forge.ts'
import type { Site } from '../../kernel/links.ts'
import { outboundOf } from '../../kernel/outbound.ts'
import * as store from './store.ts'
import type { newWebhookInput } from './view.ts'
import {
  badUrl,
  changed,
  MAX_HOOKS,
  newWebhook,
  receiverAt,
  type Subject,
  type Webhook,
  type WebhookInput,
} from './webhook.ts'

export async function makeWebhook(
  forge: Forge,
  { on, site }: { on: Subject; site: Site },
  body: Static<typeof newWebhookInput>,
): Promise<Webhook> {
  const known = { uuid: randomUUID(), subject: on, origin: new URL(site.api).origin, createdOn: now() }
  const hook = newWebhook(known, body)
  await refuseInside(forge, hook)
  return forge.database.transact(async tx => {
    if ((await store.count(tx, on)) >= MAX_HOOKS) throw new Invalid(`A ${on.kind} has at most ${MAX_HOOKS} webhooks.`)
    return store.create(tx, forge.keys, hook, body.secret)
  })
}

export async function changeWebhook(forge: Forge, before: Webhook, body: WebhookInput): Promise<Webhook> {
  const after = changed(before, body)
  if (after.url !== before.url) await refuseInside(forge, after)
  return forge.database.transact(async tx => {
    const present = await store.find(tx, before.subject, before.uuid)
    return store.save(tx, forge.keys, changed(present, body), body.secret)
  })
}

/** A receiver that is not there yet may come; one where nobody may be called never will. */
async function refuseInside(forge: Forge, { url }: Webhook): Promise<void> {
  try {
    await outboundOf(forge).check(receiverAt(url).url)
  } catch (error) {
    if (!(error instanceof Unsent)) throw error
    if (error.kind === 'forbidden') throw badUrl(error.message)
  }
}
