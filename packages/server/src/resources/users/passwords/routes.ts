import { operation } from '../../../kernel/operation.ts'
import { oneself } from '../../../kernel/target.ts'
import { find } from '../store.ts'
import { ownUser } from '../target.ts'
import { changePassword } from './change.ts'
import { passwordInput } from './view.ts'

const scope = ['account:write', 'write:user:bitbucket']

/** Passwords are for signing in with a browser only; neither the API nor Git takes them. */
export const routes = [
  operation({
    id: 'users.password.own.set',
    route: 'PUT /pail/1/user/password',
    summary: 'Set the password with which the caller signs in with a browser; all sessions end',
    scope,
    on: oneself,
    body: passwordInput,
    status: 204,
    atomic: false,
    handle: async ({ forge, db, user: giver, body }) =>
      changePassword(forge, { giver, user: await find(db, giver.uuid) }, body),
  }),
  operation({
    id: 'users.password.user.set',
    route: 'PUT /pail/1/users/{selected_user}/password',
    summary: 'Set the password of an account, as its owner or an administrator; all its sessions end',
    scope,
    on: ownUser,
    body: passwordInput,
    status: 204,
    atomic: false,
    handle: ({ forge, user: giver, on, body }) => changePassword(forge, { giver, user: on }, body),
  }),
]
