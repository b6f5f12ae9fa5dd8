import type { Db } from '../../../db/tables/index.ts'
import { later } from '../../../kernel/clock.ts'
import type { Forge } from '../../../kernel/forge.ts'
import type { Job } from '../../../kernel/jobs.ts'
import { mailerOf, Refused } from '../../../kernel/mail/mailer.ts'
import { siteOf } from '../../../kernel/site.ts'
import { publishedByIds } from '../../pull-requests/comments/store.ts'
import { byUuids as pullRequestsByUuids } from '../../pull-requests/store.ts'
import * as users from '../../users/store.ts'
import type { Notification } from '../notification.ts'
import { readersAmong } from '../people.ts'
import * as store from '../store.ts'
import { type Contents, letterFor } from './letter.ts'

/** News of the day before yesterday is none. */
const STALE_SECONDS = 2 * 24 * 3600

/**
 * Sends one letter, unless that was done. Killed between the sending and the note of it, it sends that letter again,
 * under the same message id.
 */
export const deliver: Job<{ notification: string }> = {
  kind: 'notifications.mail',
  waitsOutside: true,
  async run({ notification: id }, forge) {
    const notification = await store.seek(forge.database.reader, id)
    if (notification?.mail !== 'due') return
    const mail = await sent(forge, notification)
    await forge.database.transact(tx => store.setMail(tx, notification, mail))
  },
}

async function sent(forge: Forge, notification: Notification): Promise<Notification['mail']> {
  const mailer = mailerOf(forge)
  if (!mailer || notification.createdOn < later(-STALE_SECONDS)) return 'dropped'
  const contents = await contentsOf(forge, notification)
  if (!contents) return 'dropped'
  try {
    await mailer.send(letterFor(contents))
    return 'sent'
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    forge.log.warn({ notification: notification.id, reason: error.message }, 'the mail server refuses a letter')
    return 'refused'
  }
}

/** As things are now; nothing for one who may no longer know of them. */
async function contentsOf(forge: Forge, notification: Notification): Promise<Contents | undefined> {
  const db = forge.database.reader
  const { userUuid, actorUuid, repositoryUuid } = notification
  const [reader] = await readersAmong(db, { uuid: repositoryUuid }, [userUuid])
  const to = reader && (await users.primaryEmails(db, [userUuid])).get(userUuid)
  const actor = (await users.byUuids(db, [actorUuid])).get(actorUuid)
  const about = await aboutOf(db, notification)
  if (to === undefined || !actor || !about) return undefined
  return { notification, to, actor, ...about, site: siteOf(forge.config, forge.config.publicUrl ?? '') }
}

async function aboutOf(db: Db, { pullRequestUuid, commentId }: Notification) {
  const pullRequest = (await pullRequestsByUuids(db, [pullRequestUuid])).get(pullRequestUuid)
  if (!pullRequest) return undefined
  if (commentId === null) return { pullRequest, comment: undefined }
  const comment = (await publishedByIds(db, [String(commentId)])).get(String(commentId))
  return comment && !comment.isDeleted && !comment.isGone ? { pullRequest, comment } : undefined
}
