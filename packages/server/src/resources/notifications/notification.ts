import type { NotificationRow } from '../../db/tables/index.ts'
import type { Reason } from './reason.ts'

/** Something that one person is told because of one event. */
export interface Notification {
  /** Sorts by time. */
  id: string
  userUuid: string
  eventId: string
  reason: Reason
  actorUuid: string
  repositoryUuid: string
  pullRequestUuid: string
  commentId: number | null
  isInInbox: boolean
  isRead: boolean
  /** What has become of the letter: `refused` by the mail server, or `dropped` as there was nothing left to say. */
  mail: NotificationRow['mail']
  createdOn: string
}
