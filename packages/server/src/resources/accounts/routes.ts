import { created } from '../../kernel/answer.ts'
import { links } from '../../kernel/links.ts'
import { operation } from '../../kernel/operation.ts'
import { oneself } from '../../kernel/target.ts'
import type { NewUser } from '../users/make.ts'
import { administrator, ownUser } from '../users/target.ts'
import { newUserInput, personView, userInput } from '../users/view.ts'
import type { NewWorkspace } from '../workspaces/make.ts'
import { newWorkspaceInput, workspaceView } from '../workspaces/view.ts'
import { changeAccount } from './change.ts'
import { closeAccount } from './close.ts'
import { openAccount, openWorkspace } from './open.ts'

/** Comings and goings of people and workspaces, which touch several slices at once. */
export const routes = [
  operation({
    id: 'users.create',
    route: 'POST /pail/1/users',
    summary: 'Make an account, with a workspace of its own where its username is free as a slug',
    scope: ['account:write', 'write:user:bitbucket'],
    on: administrator,
    body: newUserInput,
    shows: personView,
    handle: async ({ db, body, site }) => {
      const user = await openAccount(db, body as NewUser)
      return created(user, links.person(site, user.uuid))
    },
  }),
  operation({
    id: 'users.update',
    route: 'PUT /pail/1/users/{selected_user}',
    summary: 'Change a profile or a username, whose addresses lead on, or as an administrator also status and rank',
    scope: ['account:write', 'write:user:bitbucket'],
    on: ownUser,
    body: userInput,
    shows: personView,
    handle: ({ db, user, on, body }) => changeAccount(db, user, on, body),
  }),
  operation({
    id: 'users.delete',
    route: 'DELETE /pail/1/users/{selected_user}',
    summary: 'Make a former user of an account, as its owner or an administrator; what it made stays',
    scope: ['account:write', 'write:user:bitbucket'],
    on: ownUser,
    handle: ({ db, user, on }) => closeAccount(db, user, on),
  }),
  operation({
    id: 'workspaces.create',
    route: 'POST /pail/1/workspaces',
    summary: 'Make a workspace that the caller owns, with a first project',
    scope: ['account:write', 'admin:workspace:bitbucket'],
    on: oneself,
    body: newWorkspaceInput,
    shows: workspaceView,
    handle: async ({ db, user, body, site }) => {
      const workspace = await openWorkspace(db, body as NewWorkspace, user)
      return created(workspace, links.workspace(site, workspace.slug))
    },
  }),
]
