import { created } from '../../../kernel/answer.ts'
import { now } from '../../../kernel/clock.ts'
import { links } from '../../../kernel/links.ts'
import { operation } from '../../../kernel/operation.ts'
import { fullName } from '../repository.ts'
import { repository } from '../target.ts'
import { changed, newEnvironment } from './environment.ts'
import * as store from './store.ts'
import { environment } from './target.ts'
import { changeInput, environmentInput, environmentView } from './view.ts'

const all = '/2.0/repositories/{workspace}/{repo_slug}/environments'
const one = `${all}/{environment_uuid}` as const
const reading = ['pipeline', 'read:pipeline:bitbucket']
// Quirk: of the classic scopes, reading is enough to write here.
const writing = ['pipeline', 'admin:pipeline:bitbucket']

export const routes = [
  operation({
    id: 'deployments.environments.list',
    route: `GET ${all}`,
    summary: 'List the environments that a repository is deployed to',
    scope: reading,
    on: repository('read'),
    shows: environmentView.list,
    paging: { pagelen: 100 },
    handle: ({ db, on, page }) => store.list(db, on, page),
  }),
  operation({
    id: 'deployments.environments.create',
    route: `POST ${all}`,
    summary: 'Add an environment to a repository',
    scope: writing,
    audits: true,
    on: repository('admin'),
    body: environmentInput,
    shows: environmentView,
    handle: async ({ db, site, on, body }) => {
      const type = body.environment_type.name
      const rank = await store.nextRank(db, on, type)
      const made = await store.create(db, on, newEnvironment({ ...body, type, rank }, now()))
      return created(made, links.environment(site, fullName(on), made.uuid))
    },
  }),
  operation({
    id: 'deployments.environments.get',
    route: `GET ${one}`,
    summary: 'Show an environment of a repository',
    scope: reading,
    on: environment('read'),
    shows: environmentView,
    handle: async ({ on }) => on,
  }),
  operation({
    id: 'deployments.environments.delete',
    route: `DELETE ${one}`,
    summary: 'Remove an environment from a repository, with its variables',
    scope: writing,
    audits: true,
    on: environment('admin'),
    handle: ({ db, on }) => store.remove(db, on),
  }),
  operation({
    id: 'deployments.environments.change',
    route: `POST ${one}/changes`,
    summary: 'Rename, hide or restrict an environment',
    scope: writing,
    audits: true,
    on: environment('admin'),
    body: changeInput,
    status: 202,
    handle: ({ db, on, body }) => store.save(db, changed(on, body.change)),
  }),
]
