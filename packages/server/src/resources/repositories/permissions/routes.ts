import { operation } from '../../../kernel/operation.ts'
import { byPerson, oneself } from '../../../kernel/target.ts'
import { grantOperations } from '../../projects/permissions/operations.ts'
import { workspace } from '../../workspaces/target.ts'
import { repository } from '../target.ts'
import { effectiveFields } from './fields.ts'
import * as store from './store.ts'
import { effectiveView, onRepositories } from './view.ts'

const onThemselves = grantOperations({
  ...onRepositories,
  at: '/2.0/repositories/{workspace}/{repo_slug}',
  target: repository('admin'),
  levels: ['read', 'write', 'admin'],
  scopes: {
    read: ['repository:admin', 'read:repository:bitbucket'],
    write: ['repository:admin', 'admin:repository:bitbucket', 'write:permission:bitbucket'],
    delete: ['repository:admin', 'admin:repository:bitbucket', 'delete:permission:bitbucket'],
  },
})

const ofWorkspace = '/2.0/workspaces/{workspace}/permissions/repositories'
const reading = 'read:repository:bitbucket'

export const routes = [
  ...onThemselves,
  operation({
    id: 'repositories.permissions.effective.listOfWorkspace',
    route: `GET ${ofWorkspace}`,
    summary: 'List what each person may do with each repository of a workspace, wherever the right comes from',
    scope: ['account', reading],
    on: byPerson(workspace('admin')),
    filter: effectiveFields,
    shows: effectiveView.list,
    handle: ({ db, on, filter, page }) => store.list(db, { workspace: on }, filter, page),
  }),
  operation({
    id: 'repositories.permissions.effective.list',
    route: `GET ${ofWorkspace}/{repo_slug}`,
    summary: 'List what each person may do with a repository, wherever the right comes from',
    scope: ['repository', reading],
    on: byPerson(repository('admin')),
    filter: effectiveFields,
    shows: effectiveView.list,
    handle: ({ db, on, filter, page }) => store.list(db, { repository: on }, filter, page),
  }),
  operation({
    id: 'repositories.permissions.effective.listOwn',
    route: 'GET /2.0/user/workspaces/{workspace}/permissions/repositories',
    summary: 'List what the caller may do with the repositories of a workspace, beyond what everybody may',
    scope: ['account', 'repository', reading],
    on: byPerson(workspace('member')),
    filter: effectiveFields,
    shows: effectiveView.list,
    handle: ({ db, user, on, filter, page }) => store.listOwn(db, user, on, { filter, page }),
  }),
  operation({
    id: 'repositories.permissions.effective.listOwnEverywhere',
    route: 'GET /2.0/user/permissions/repositories',
    summary: 'List what the caller may do with repositories everywhere, beyond what everybody may',
    scope: ['account', 'repository', reading],
    on: oneself,
    filter: effectiveFields,
    shows: effectiveView.list,
    deprecated: true,
    removed: 'CHANGE-2770',
    handle: ({ db, user, filter, page }) => store.listOwn(db, user, undefined, { filter, page }),
  }),
]
