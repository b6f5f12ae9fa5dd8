import type { Flag } from './accounts.ts'

/** Something that one person is told because of one event. */
export interface NotificationRow {
  /** Sorts by time. */
  id: string
  user_uuid: string
  /** One event tells a person one thing, however often it is handed over. */
  event_id: string
  reason: string
  actor_uuid: string
  repository_uuid: string
  pull_request_uuid: string
  comment_id: number | null
  in_inbox: Flag
  is_read: Flag
  mail: 'none' | 'due' | 'sent' | 'refused' | 'dropped'
  created_on: string
}

export interface NotificationSettingsRow {
  user_uuid: string
  /** JSON: for each reason that was chosen, whether it comes to the inbox and by mail. */
  choices: string
}
