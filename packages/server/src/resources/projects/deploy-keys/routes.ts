import { operation } from '../../../kernel/operation.ts'
import { byPerson } from '../../../kernel/target.ts'
import { addDeployKey } from './make.ts'
import * as store from './store.ts'
import { openedProject } from './target.ts'
import { deployKeyInput, projectDeployKeyView } from './view.ts'

const all = '/2.0/workspaces/{workspace}/projects/{project_key}/deploy-keys'
const one = `${all}/{key_id}` as const
const admin = ['project', 'project:admin', 'admin:project:bitbucket']

export const routes = [
  operation({
    id: 'projects.deployKeys.list',
    route: `GET ${all}`,
    summary: 'List the deploy keys of a project',
    scope: admin,
    on: openedProject,
    shows: projectDeployKeyView.list,
    handle: ({ db, on, page }) => store.list(db, on, page),
  }),
  operation({
    id: 'projects.deployKeys.create',
    route: `POST ${all}`,
    summary: 'Let a key read all repositories of a project',
    scope: [...admin, 'write:ssh-key:bitbucket'],
    on: byPerson(openedProject),
    body: deployKeyInput,
    shows: projectDeployKeyView,
    // Quirk: 200 and not 201; clients take no other answer.
    status: 200,
    handle: ({ db, on, user, body }) => addDeployKey(db, on, user, body),
  }),
  operation({
    id: 'projects.deployKeys.get',
    route: `GET ${one}`,
    summary: 'Show a deploy key of a project',
    scope: admin,
    on: openedProject,
    shows: projectDeployKeyView,
    handle: ({ db, on, params }) => store.find(db, on, params.key_id),
  }),
  operation({
    id: 'projects.deployKeys.delete',
    route: `DELETE ${one}`,
    summary: 'Remove a deploy key from a project',
    scope: [...admin, 'delete:ssh-key:bitbucket'],
    on: byPerson(openedProject),
    handle: async ({ db, on, params }) => store.remove(db, await store.find(db, on, params.key_id)),
  }),
]
