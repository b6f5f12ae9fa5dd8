import type { Target } from '../../../kernel/target.ts'
import type { View } from '../../../kernel/view.ts'
import { environment } from '../../repositories/environments/target.ts'
import { repository } from '../../repositories/target.ts'
import { ownUser } from '../../users/target.ts'
import { workspace } from '../../workspaces/target.ts'
import type { Owner, Variable } from './variable.ts'
import { deploymentVariableView, pipelineVariableView } from './view.ts'

/** One place at which variables hang: its path, who may come near, and the form they are shown in. */
export interface Mount {
  /** As ids and summaries name the owner. */
  owner: string
  path: `/2.0/${string}`
  read: Target<Owner>
  write: Target<Owner>
  shows: View<Variable>
  deprecated: boolean
}

const current = { shows: pipelineVariableView, deprecated: false }
const deprecated = { shows: pipelineVariableView, deprecated: true }

export const ofUser: Mount = {
  ...deprecated,
  owner: 'user',
  path: '/2.0/users/{selected_user}/pipelines_config/variables',
  read: held('user', ownUser),
  write: held('user', ownUser),
}

/** What once was a team is a workspace today, with the same variables. */
export const ofTeam: Mount = {
  ...deprecated,
  owner: 'team',
  path: '/2.0/teams/{username}/pipelines_config/variables',
  read: held('workspace', workspace('admin')),
  write: held('workspace', workspace('admin')),
}

export const ofWorkspace: Mount = {
  ...current,
  owner: 'workspace',
  path: '/2.0/workspaces/{workspace}/pipelines-config/variables',
  read: held('workspace', workspace('admin')),
  write: held('workspace', workspace('admin')),
}

/** Whoever writes to a repository may read what its pipelines print, so there is nothing to hide from them here. */
export const ofRepository: Mount = {
  ...current,
  owner: 'repository',
  path: '/2.0/repositories/{workspace}/{repo_slug}/pipelines_config/variables',
  read: held('repository', repository('write')),
  write: held('repository', repository('admin')),
}

export const ofEnvironment: Mount = {
  ...current,
  owner: 'environment',
  path: '/2.0/repositories/{workspace}/{repo_slug}/deployments_config/environments/{environment_uuid}/variables',
  read: held('environment', environment('write')),
  write: held('environment', environment('admin')),
  shows: deploymentVariableView,
}

function held(kind: Owner['kind'], target: Target<{ uuid: string }>): Target<Owner> {
  return { grade: target.grade, load: async ask => ({ kind, uuid: (await target.load(ask)).uuid }) }
}
