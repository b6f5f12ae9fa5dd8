import { inOrder, matching, type PageRequest, paginate } from '@pail/db'
import { NotFound } from '@pail/failures'
import type { Db, NotificationRow } from '../../db/tables/index.ts'
import type { Known } from '../../kernel/actor.ts'
import type { Filter } from '../../kernel/filter.ts'
import { visible } from '../repositories/access.ts'
import { notificationFields } from './fields.ts'
import type { Notification } from './notification.ts'
import type { Reason } from './reason.ts'

const NEWEST_FIRST = { path: 'created_on', descending: true } as const

/** A person's inbox, as far as they may still read what it is about. */
export const list = (
  db: Db,
  { user, isUnread }: { user: Known; isUnread: boolean },
  { query, sort }: Filter,
  page: PageRequest,
) =>
  paginate(
    inbox(db, user)
      .$if(isUnread, those => those.where('notifications.is_read', '=', 0))
      .where(matching(query, notificationFields))
      .$call(inOrder(sort ?? NEWEST_FIRST, notificationFields, 'notifications.id')),
    page,
    fromRow,
  )

export async function find(db: Db, user: Known, id: string): Promise<Notification> {
  const row = await inbox(db, user).where('notifications.id', '=', id).executeTakeFirst()
  if (!row) throw new NotFound('There is no such notification.')
  return fromRow(row)
}

/** Whoever's it is; for the letter. */
export async function seek(db: Db, id: string): Promise<Notification | undefined> {
  const row = await db.selectFrom('notifications').where('id', '=', id).selectAll().executeTakeFirst()
  return row && fromRow(row)
}

/** Keeps what is new; whether it was, as one event is told once. */
export async function create(tx: Db, notification: Notification): Promise<boolean> {
  const kept = await tx
    .insertInto('notifications')
    .values(toRow(notification))
    .onConflict(c => c.columns(['user_uuid', 'event_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return kept !== undefined
}

export async function setRead(tx: Db, { id }: Notification, isRead: boolean): Promise<void> {
  await tx
    .updateTable('notifications')
    .set({ is_read: isRead ? 1 : 0 })
    .where('id', '=', id)
    .execute()
}

/** All that came up to one of them, itself among them; all that there are where none is named. */
export async function setAllRead(tx: Db, { uuid }: { uuid: string }, upTo: string | undefined): Promise<void> {
  await tx
    .updateTable('notifications')
    .set({ is_read: 1 })
    .where('user_uuid', '=', uuid)
    .where('is_read', '=', 0)
    .$if(upTo !== undefined, those => those.where('id', '<=', upTo!))
    .execute()
}

export async function setMail(tx: Db, { id }: Notification, mail: Notification['mail']): Promise<void> {
  await tx.updateTable('notifications').set({ mail }).where('id', '=', id).execute()
}

export async function removeOlder(tx: Db, moment: string): Promise<void> {
  await tx.deleteFrom('notifications').where('created_on', '<', moment).execute()
}

const inbox = (db: Db, user: Known) =>
  db
    .selectFrom('notifications')
    .innerJoin('repositories', 'repositories.uuid', 'notifications.repository_uuid')
    .where('notifications.user_uuid', '=', user.uuid)
    .where('notifications.in_inbox', '=', 1)
    .where(visible(user))
    .selectAll('notifications')

const toRow = (one: Notification): NotificationRow => ({
  id: one.id,
  user_uuid: one.userUuid,
  event_id: one.eventId,
  reason: one.reason,
  actor_uuid: one.actorUuid,
  repository_uuid: one.repositoryUuid,
  pull_request_uuid: one.pullRequestUuid,
  comment_id: one.commentId,
  in_inbox: one.isInInbox ? 1 : 0,
  is_read: one.isRead ? 1 : 0,
  mail: one.mail,
  created_on: one.createdOn,
})

const fromRow = (row: NotificationRow): Notification => ({
  id: row.id,
  userUuid: row.user_uuid,
  eventId: row.event_id,
  reason: row.reason as Reason,
  actorUuid: row.actor_uuid,
  repositoryUuid: row.repository_uuid,
  pullRequestUuid: row.pull_request_uuid,
  commentId: row.comment_id,
  isInInbox: row.in_inbox === 1,
  isRead: row.is_read === 1,
  mail: row.mail,
  createdOn: row.created_on,
})
