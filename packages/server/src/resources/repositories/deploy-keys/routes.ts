import { operation } from '../../../kernel/operation.ts'
import { byPerson } from '../../../kernel/target.ts'
import { changed } from '../../projects/deploy-keys/deploy-key.ts'
import { addDeployKey } from '../../projects/deploy-keys/make.ts'
import * as store from '../../projects/deploy-keys/store.ts'
import { deployKeyInput } from '../../projects/deploy-keys/view.ts'
import { openedRepository } from './target.ts'
import { deployKeyView } from './view.ts'

const all = '/2.0/repositories/{workspace}/{repo_slug}/deploy-keys'
const one = `${all}/{key_id}` as const
const admin = ['repository', 'repository:admin', 'admin:repository:bitbucket']
const writing = [...admin, 'write:ssh-key:bitbucket']

export const routes = [
  operation({
    id: 'deployments.deployKeys.list',
    route: `GET ${all}`,
    summary: 'List the deploy keys of a repository',
    scope: admin,
    on: openedRepository,
    shows: deployKeyView.list,
    handle: ({ db, on, page }) => store.list(db, on, page),
  }),
  operation({
    id: 'deployments.deployKeys.create',
    route: `POST ${all}`,
    summary: 'Let a key read a repository',
    scope: writing,
    on: byPerson(openedRepository),
    body: deployKeyInput,
    shows: deployKeyView,
    // Quirk: 200 and not 201; clients take no other answer.
    status: 200,
    handle: ({ db, on, user, body }) => addDeployKey(db, on, user, body),
  }),
  operation({
    id: 'deployments.deployKeys.get',
    route: `GET ${one}`,
    summary: 'Show a deploy key of a repository',
    scope: admin,
    on: openedRepository,
    shows: deployKeyView,
    handle: ({ db, on, params }) => store.find(db, on, params.key_id),
  }),
  operation({
    id: 'deployments.deployKeys.update',
    route: `PUT ${one}`,
    summary: 'Give a deploy key another label or comment; the key is said again and stays',
    scope: writing,
    on: byPerson(openedRepository),
    body: deployKeyInput,
    shows: deployKeyView,
    handle: async ({ db, on, params, body }) => store.save(db, changed(await store.find(db, on, params.key_id), body)),
  }),
  operation({
    id: 'deployments.deployKeys.delete',
    route: `DELETE ${one}`,
    summary: 'Remove a deploy key from a repository',
    scope: [...admin, 'delete:ssh-key:bitbucket'],
    on: byPerson(openedRepository),
    handle: async ({ db, on, params }) => store.remove(db, await store.find(db, on, params.key_id)),
  }),
]
