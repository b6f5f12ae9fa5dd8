import { operation } from '../../../kernel/operation.ts'
import { oneself } from '../../../kernel/target.ts'
import { choicesWith } from './choices.ts'
import * as store from './store.ts'
import { settingsInput, settingsView } from './view.ts'

const at = '/pail/1/user/notification-settings'

export const routes = [
  operation({
    id: 'notifications.settings.get',
    route: `GET ${at}`,
    summary: 'Show what the caller is told, and whether in the inbox or by mail',
    scope: ['account', 'read:user:bitbucket'],
    on: oneself,
    shows: settingsView,
    handle: async ({ db, forge, user }) => ({
      choices: await store.find(db, user),
      sendsMail: forge.config.mail !== undefined,
    }),
  }),
  operation({
    id: 'notifications.settings.update',
    route: `PUT ${at}`,
    summary: 'Change what the caller is told, and how; what is left out stays',
    scope: ['account:write', 'write:user:bitbucket'],
    on: oneself,
    body: settingsInput,
    shows: settingsView,
    audits: false,
    handle: async ({ db, forge, user, body }) => ({
      choices: await store.save(db, user, choicesWith(body, await store.find(db, user))),
      sendsMail: forge.config.mail !== undefined,
    }),
  }),
]
