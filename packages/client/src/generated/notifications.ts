// Written by scripts/generate-client.ts from the operations: change those.
import type { Core, Filtered, Shown } from '../core.ts'
import type { Notification, NotificationSettings } from './schemas.ts'

export const notifications = (core: Core) => ({
  /** List what the caller was told, the newest first; with `unread`, what was not read yet. `GET /pail/1/user/notifications` */
  list: (at: { unread?: boolean | undefined } & Filtered = {}) =>
    core.list<Notification>('/pail/1/user/notifications', at),
  /** Show one thing that the caller was told. `GET /pail/1/user/notifications/{notification_id}` */
  get: (at: { notification_id: string } & Shown) =>
    core.send<Notification>('GET', '/pail/1/user/notifications/{notification_id}', at),
  /** Note that something was read, or was not. `PUT /pail/1/user/notifications/{notification_id}` */
  update: (at: { notification_id: string } & Shown, body: {
    read: boolean
  }) =>
    core.send<Notification>('PUT', '/pail/1/user/notifications/{notification_id}', at, body),
  /** Note that everything was read that came up to one notification, or everything there is. `POST /pail/1/user/notifications/read` */
  readAll: (at: Record<string, never> = {}, body: {
    up_to?: string | undefined
  } = {}) =>
    core.send<void>('POST', '/pail/1/user/notifications/read', at, body),
  settings: {
    /** Show what the caller is told, and whether in the inbox or by mail. `GET /pail/1/user/notification-settings` */
    get: (at: Shown = {}) =>
      core.send<NotificationSettings>('GET', '/pail/1/user/notification-settings', at),
    /** Change what the caller is told, and how; what is left out stays. `PUT /pail/1/user/notification-settings` */
    update: (at: Shown = {}, body: {
      review_requested?: {
        inbox?: boolean | undefined
        mail?: boolean | undefined
      } | undefined
      mentioned?: {
        inbox?: boolean | undefined
        mail?: boolean | undefined
      } | undefined
      replied?: {
        inbox?: boolean | undefined
        mail?: boolean | undefined
      } | undefined
      changes_requested?: {
        inbox?: boolean | undefined
        mail?: boolean | undefined
      } | undefined
      approved?: {
        inbox?: boolean | undefined
        mail?: boolean | undefined
      } | undefined
      merged?: {
        inbox?: boolean | undefined
        mail?: boolean | undefined
      } | undefined
      declined?: {
        inbox?: boolean | undefined
        mail?: boolean | undefined
      } | undefined
      commented?: {
        inbox?: boolean | undefined
        mail?: boolean | undefined
      } | undefined
      opened?: {
        inbox?: boolean | undefined
        mail?: boolean | undefined
      } | undefined
    } = {}) =>
      core.send<NotificationSettings>('PUT', '/pail/1/user/notification-settings', at, body),
  },
})
