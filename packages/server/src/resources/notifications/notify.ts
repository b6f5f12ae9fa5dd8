import type { Db } from '../../db/tables/index.ts'
import { now } from '../../kernel/clock.ts'
import type { Happening, Reaction } from '../../kernel/events.ts'
import { enqueue } from '../../kernel/jobs.ts'
import { orderedId } from '../../kernel/order.ts'
import { type Occasion, occasionOf } from './facts.ts'
import { deliver } from './mail/deliver.ts'
import type { Notification } from './notification.ts'
import { readersAmong } from './people.ts'
import { EVENTS, reasonsFor } from './reason.ts'
import { wayFor } from './settings/choices.ts'
import * as settings from './settings/store.ts'
import * as store from './store.ts'

/** So many at a time, as whoever else writes waits meanwhile. */
const AT_ONCE = 200

/** Tells everybody whom an event concerns, each once, by the ways that they chose. */
export const notify: Reaction = async (happening, forge) => {
  const db = forge.database.reader
  const occasion = await occasionOf(db, happening)
  if (!occasion) return
  const sendsMail = forge.config.mail !== undefined
  const all = await notifications(db, happening, occasion)
  for (let at = 0; at < all.length; at += AT_ONCE)
    await forge.database.transact(async tx => {
      for (const one of all.slice(at, at + AT_ONCE)) await keep(tx, sendsMail ? one : { ...one, mail: 'none' })
    })
}

/** With its letter, if one is to be sent; what was told before is left as it is. */
async function keep(tx: Db, notification: Notification): Promise<void> {
  if (!notification.isInInbox && notification.mail === 'none') return
  if ((await store.create(tx, notification)) && notification.mail === 'due')
    await enqueue(tx, deliver, { notification: notification.id }, { key: notification.id })
}

async function notifications(db: Db, { id: eventId }: Happening, occasion: Occasion): Promise<Notification[]> {
  const { facts, pullRequest, comment } = occasion
  const reasons = reasonsFor(facts)
  const readers = await readersAmong(db, pullRequest.repository, [...reasons.keys()])
  if (readers.length === 0) return []
  const choices = await settings.byUsers(db, readers)
  return readers.flatMap((userUuid): Notification[] => {
    const way = wayFor(choices.get(userUuid)!, reasons.get(userUuid)!)
    if (!way) return []
    return [
      {
        id: orderedId(),
        userUuid,
        eventId,
        reason: way.reason,
        actorUuid: facts.actor,
        repositoryUuid: pullRequest.repository.uuid,
        pullRequestUuid: pullRequest.uuid,
        commentId: comment?.id ?? null,
        isInInbox: way.inbox,
        isRead: false,
        mail: way.mail ? 'due' : 'none',
        createdOn: now(),
      },
    ]
  })
}

export const reactions: Readonly<Record<string, Reaction>> = Object.fromEntries(EVENTS.map(key => [key, notify]))
