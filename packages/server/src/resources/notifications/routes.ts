import { Type } from 'typebox'
import { operation } from '../../kernel/operation.ts'
import { oneself } from '../../kernel/target.ts'
import { notificationFields } from './fields.ts'
import * as store from './store.ts'
import { allReadInput, notificationView, readInput } from './view.ts'

const all = '/pail/1/user/notifications'
const one = `${all}/{notification_id}` as const
// What they are about is named in them.
const reading = ['account', 'pullrequest', 'read:user:bitbucket', 'read:pullrequest:bitbucket']
const writing = ['account:write', 'pullrequest', 'write:user:bitbucket', 'read:pullrequest:bitbucket']

export const routes = [
  operation({
    id: 'notifications.list',
    route: `GET ${all}`,
    summary: 'List what the caller was told, the newest first; with `unread`, what was not read yet',
    scope: reading,
    on: oneself,
    query: Type.Object({ unread: Type.Optional(Type.Boolean()) }),
    shows: notificationView.list,
    filter: notificationFields,
    handle: ({ db, user, query, filter, page }) =>
      store.list(db, { user, isUnread: query.unread ?? false }, filter, page),
  }),
  operation({
    id: 'notifications.get',
    route: `GET ${one}`,
    summary: 'Show one thing that the caller was told',
    scope: reading,
    on: oneself,
    shows: notificationView,
    handle: ({ db, user, params }) => store.find(db, user, params.notification_id),
  }),
  operation({
    id: 'notifications.update',
    route: `PUT ${one}`,
    summary: 'Note that something was read, or was not',
    scope: writing,
    on: oneself,
    body: readInput,
    shows: notificationView,
    audits: false,
    handle: async ({ db, user, params, body }) => {
      const notification = await store.find(db, user, params.notification_id)
      await store.setRead(db, notification, body.read)
      return { ...notification, isRead: body.read }
    },
  }),
  operation({
    id: 'notifications.readAll',
    route: `POST ${all}/read`,
    summary: 'Note that everything was read that came up to one notification, or everything there is',
    scope: writing,
    on: oneself,
    body: allReadInput,
    status: 204,
    audits: false,
    handle: ({ db, user, body }) => store.setAllRead(db, user, body.up_to),
  }),
]
