import { NotFound } from '@pail/failures'
import { operation } from '../../kernel/operation.ts'
import { oneself } from '../../kernel/target.ts'
import * as store from './store.ts'
import { user } from './target.ts'
import { emailView, userView } from './view.ts'

export const routes = [
  operation({
    id: 'users.current',
    route: 'GET /2.0/user',
    summary: 'Show the account that the credential belongs to',
    scope: ['account', 'read:user:bitbucket'],
    on: oneself,
    shows: userView,
    handle: ({ db, user }) => store.find(db, user.uuid),
  }),
  operation({
    id: 'users.emails.list',
    route: 'GET /2.0/user/emails',
    summary: "List the caller's e-mail addresses",
    scope: ['email', 'read:user:bitbucket'],
    on: oneself,
    shows: emailView.list,
    handle: async ({ db, user, page }) => {
      const values = await store.emailsOf(db, user)
      return {
        ...page,
        values: values.slice((page.page - 1) * page.pagelen, page.page * page.pagelen),
        size: values.length,
      }
    },
  }),
  operation({
    id: 'users.emails.get',
    route: 'GET /2.0/user/emails/{email}',
    summary: "Show one of the caller's e-mail addresses",
    scope: ['email', 'read:user:bitbucket'],
    on: oneself,
    shows: emailView,
    handle: async ({ db, user, params }) => {
      const found = (await store.emailsOf(db, user)).find(one => one.email === params.email.toLowerCase())
      if (!found) throw new NotFound('There is no such address', { detail: { email: params.email } })
      return found
    },
  }),
  operation({
    id: 'users.get',
    route: 'GET /2.0/users/{selected_user}',
    summary: 'Show the public profile of an account',
    scope: ['read:user:bitbucket'],
    on: user,
    shows: userView,
    handle: async ({ on }) => on,
  }),
]
