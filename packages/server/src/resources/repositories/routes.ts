import { Type } from 'typebox'
import { Answer } from '../../kernel/answer.ts'
import { links } from '../../kernel/links.ts'
import { operation } from '../../kernel/operation.ts'
import { anybody } from '../../kernel/target.ts'
import { workspace } from '../workspaces/target.ts'
import { routes as accessTokens } from './access-tokens/routes.ts'
import { changeRepository } from './change.ts'
import { repositoryFields } from './fields.ts'
import { list } from './listing.ts'
import { makeRepository } from './make.ts'
import { routes as permissions } from './permissions/routes.ts'
import { removeRepository } from './remove.ts'
import { fullName } from './repository.ts'
import { routes as settings } from './settings/routes.ts'
import { place, repository } from './target.ts'
import { transferRepository } from './transfer.ts'
import { repositoryInput, repositoryView, transferInput } from './view.ts'
import { routes as watchers } from './watchers/routes.ts'

const one = '/2.0/repositories/{workspace}/{repo_slug}'
const reading = ['repository', 'read:repository:bitbucket']
const administering = ['repository:admin', 'admin:repository:bitbucket']
const role = Type.Optional(Type.String({ enum: ['owner', 'admin', 'contributor', 'member'] }))

export const routes = [
  operation({
    id: 'repositories.listAll',
    route: 'GET /2.0/repositories',
    summary: 'List the repositories of all workspaces that the caller may see',
    scope: reading,
    on: anybody,
    query: Type.Object({ role, after: Type.Optional(Type.String()) }),
    filter: repositoryFields,
    shows: repositoryView.list,
    deprecated: true,
    removed: 'CHANGE-2770',
    handle: ({ db, actor, query, filter, page }) =>
      list(db, actor, { role: query.role, after: query.after }, { filter, page }),
  }),
  operation({
    id: 'repositories.list',
    route: 'GET /2.0/repositories/{workspace}',
    summary: 'List the repositories of a workspace',
    scope: reading,
    on: workspace('read'),
    query: Type.Object({ role }),
    filter: repositoryFields,
    shows: repositoryView.list,
    handle: ({ db, actor, on, query, filter, page }) =>
      list(db, actor, { workspace: on, role: query.role }, { filter, page }),
  }),
  operation({
    id: 'teams.repositories.list',
    route: 'GET /2.0/teams/{username}/repositories',
    summary: 'List the repositories of a workspace, as older clients ask for them',
    scope: reading,
    on: workspace('read'),
    query: Type.Object({ role }),
    filter: repositoryFields,
    shows: repositoryView.list,
    deprecated: true,
    handle: ({ db, actor, on, query, filter, page }) =>
      list(db, actor, { workspace: on, role: query.role }, { filter, page }),
  }),
  operation({
    id: 'repositories.get',
    route: `GET ${one}`,
    summary: 'Show a repository',
    scope: reading,
    on: repository('read'),
    shows: repositoryView,
    handle: async ({ on }) => on,
  }),
  operation({
    id: 'repositories.create',
    route: `POST ${one}`,
    summary: 'Create a repository under the slug in the address',
    scope: administering,
    on: workspace('member'),
    body: repositoryInput,
    shows: repositoryView,
    // Quirk: 200, where every other creation answers 201.
    status: 200,
    atomic: false,
    handle: ({ forge, user, on, params, body }) => makeRepository(forge, user, on, params.repo_slug, body),
  }),
  operation({
    id: 'repositories.update',
    route: `PUT ${one}`,
    summary: 'Change a repository, or create it where there is none',
    scope: administering,
    on: place,
    body: repositoryInput,
    shows: repositoryView,
    status: [200, 201],
    atomic: false,
    handle: async ({ forge, user, on, params, body, site }) => {
      const done = on.repository
        ? await changeRepository(forge, user, on.repository, body)
        : await makeRepository(forge, user, on.workspace, params.repo_slug, body)
      const moved = !on.repository || done.slug !== on.repository.slug
      return new Answer(done, {
        status: on.repository ? 200 : 201,
        headers: moved ? { location: links.repository(site, fullName(done)) } : {},
      })
    },
  }),
  operation({
    id: 'repositories.delete',
    route: `DELETE ${one}`,
    summary: 'Delete a repository; its forks stay',
    scope: ['repository:delete', 'delete:repository:bitbucket'],
    on: repository('admin'),
    query: Type.Object({ redirect_to: Type.Optional(Type.String()) }),
    handle: ({ db, user, on }) => removeRepository(db, on, user),
  }),
  operation({
    id: 'repositories.transfer',
    route: 'POST /pail/1/repositories/{workspace}/{repo_slug}/transfer',
    summary: 'Hand a repository over to another workspace',
    scope: administering,
    on: repository('admin'),
    body: transferInput,
    shows: repositoryView,
    status: 200,
    handle: async ({ db, user, on, body, site }) => {
      const moved = await transferRepository(db, user, on, body)
      return new Answer(moved, { headers: { location: links.repository(site, fullName(moved)) } })
    },
  }),
  ...permissions,
  ...accessTokens,
  ...settings,
  ...watchers,
]
