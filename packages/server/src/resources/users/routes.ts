import { operation } from '../../kernel/operation.ts'
import { oneself } from '../../kernel/target.ts'
import { routes as emails } from './emails/routes.ts'
import { routes as passwords } from './passwords/routes.ts'
import * as store from './store.ts'
import { acting, administrator, ownUser } from './target.ts'
import { routes as tokens } from './tokens/routes.ts'
import { actingView, personView, userView } from './view.ts'

export const routes = [
  ...tokens,
  ...passwords,
  ...emails,
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
    id: 'users.get',
    route: 'GET /2.0/users/{selected_user}',
    summary: 'Show the public profile of an account',
    scope: ['read:user:bitbucket'],
    on: acting,
    shows: actingView,
    handle: async ({ on }) => on,
  }),
  operation({
    id: 'users.list',
    route: 'GET /pail/1/users',
    summary: 'List all accounts, those suspended and deleted among them',
    scope: ['account', 'read:user:bitbucket'],
    on: administrator,
    filter: store.userFields,
    shows: personView.list,
    handle: ({ db, filter, page }) => store.list(db, filter, page),
  }),
  operation({
    id: 'users.person.get',
    route: 'GET /pail/1/users/{selected_user}',
    summary: 'Show an account to its owner or an administrator',
    scope: ['account', 'read:user:bitbucket'],
    on: ownUser,
    shows: personView,
    handle: async ({ on }) => on,
  }),
]
