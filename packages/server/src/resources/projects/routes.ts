import { Answer, created } from '../../kernel/answer.ts'
import { links } from '../../kernel/links.ts'
import { operation } from '../../kernel/operation.ts'
import { workspace } from '../workspaces/target.ts'
import { routes as accessTokens } from './access-tokens/routes.ts'
import { projectFields } from './fields.ts'
import { changeProject, makeProject, makeProjectAt, removeProject } from './make.ts'
import { routes as permissions } from './permissions/routes.ts'
import type { Project } from './project.ts'
import * as store from './store.ts'
import { founding, project, projectPlace } from './target.ts'
import { newProjectInput, projectInput, projectView } from './view.ts'

const all = '/2.0/workspaces/{workspace}/projects'
const one = `${all}/{project_key}` as const
const reading = ['project', 'read:project:bitbucket']
const administering = ['project:admin', 'admin:project:bitbucket']

const listing = <const Route extends string>(id: string, route: Route, deprecated: boolean) =>
  operation({
    id,
    route,
    summary: 'List the projects of a workspace that the caller may see',
    scope: reading,
    on: workspace('read'),
    filter: projectFields,
    shows: projectView.list,
    deprecated,
    handle: ({ db, actor, on, filter, page }) => store.list(db, on, actor, filter, page),
  })

export const routes = [
  listing('projects.list', `GET ${all}`, false),
  listing('teams.projects.list', 'GET /2.0/teams/{username}/projects', true),
  operation({
    id: 'projects.create',
    route: `POST ${all}`,
    summary: 'Create a project',
    scope: administering,
    on: founding,
    body: newProjectInput,
    shows: projectView,
    handle: async ({ db, on, body, site }) => {
      const made = await makeProject(db, on, body)
      return created(made, links.project(site, on.slug, made.key))
    },
  }),
  operation({
    id: 'projects.get',
    route: `GET ${one}`,
    summary: 'Show a project',
    scope: reading,
    on: project('read'),
    shows: projectView,
    handle: async ({ on }) => on,
  }),
  operation({
    id: 'projects.update',
    route: `PUT ${one}`,
    summary: 'Change a project, or create it where there is none',
    scope: administering,
    on: projectPlace,
    body: projectInput,
    shows: projectView,
    status: [200, 201],
    handle: async ({ db, user, on, params, body, site }) => {
      const done = on.project
        ? await changeProject(db, user, on.project, body)
        : await makeProjectAt(db, on.workspace, params.project_key, body)
      const at = links.project(site, on.workspace.slug, done.key)
      return new Answer<Project>(done, {
        status: on.project ? 200 : 201,
        headers: on.project?.key === done.key ? {} : { location: at },
      })
    },
  }),
  operation({
    id: 'projects.delete',
    route: `DELETE ${one}`,
    summary: 'Delete a project that holds no repositories',
    scope: administering,
    on: project('admin'),
    handle: ({ db, on }) => removeProject(db, on),
  }),
  ...permissions,
  ...accessTokens,
]
