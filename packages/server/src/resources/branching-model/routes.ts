import { type Operation, operation } from '../../kernel/operation.ts'
import type { Target } from '../../kernel/target.ts'
import { type Holder, holdingProject, holdingRepository } from '../repositories/holder.ts'
import { changeSettings, settingsOf } from './settings.ts'
import { projectModelView, settingsInput, settingsView } from './view.ts'

const inProject = '/2.0/workspaces/{workspace}/projects/{project_key}'

interface Mount {
  group: string
  at: string
  on: Target<Holder>
  scope: readonly string[]
  level: Holder['kind']
}

const settingsOperations = ({ group, at, on, scope, level }: Mount): Operation[] => {
  const settings = `${at}/branching-model/settings`
  return [
    operation({
      id: `${group}.settings.get`,
      route: `GET ${settings}`,
      summary: `Show what a ${level} itself says of its branches`,
      scope,
      on,
      shows: settingsView,
      handle: ({ forge, on }) => settingsOf(forge, on),
    }),
    operation({
      id: `${group}.settings.update`,
      route: `PUT ${settings}`,
      summary: `Say what the branches of a ${level} are for; what is left out stays`,
      scope,
      on,
      body: settingsInput,
      shows: settingsView,
      atomic: false,
      handle: ({ forge, on, body }) => changeSettings(forge, on, body),
    }),
  ]
}

export const routes = [
  ...settingsOperations({
    group: 'branchingModel',
    at: '/2.0/repositories/{workspace}/{repo_slug}',
    on: holdingRepository('admin'),
    scope: ['repository:admin', 'admin:repository:bitbucket'],
    level: 'repository',
  }),
  ...settingsOperations({
    group: 'projects.branchingModel',
    at: inProject,
    on: holdingProject('admin'),
    scope: ['project:admin', 'admin:project:bitbucket'],
    level: 'project',
  }),
  operation({
    id: 'projects.branchingModel.get',
    route: `GET ${inProject}/branching-model`,
    summary: 'Show the branching model that repositories of a project take from it',
    scope: ['project:admin', 'read:repository:bitbucket'],
    on: holdingProject('read'),
    shows: projectModelView,
    handle: ({ forge, on }) => settingsOf(forge, on),
  }),
]
