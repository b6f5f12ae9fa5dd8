import { pullRequestActivity } from './activity.ts'
import { commits } from './commits.ts'
import { deployments } from './deployments.ts'
import { issues } from './issues.ts'
import { pipelineSteps, pipelines } from './pipelines.ts'
import { pullRequests } from './pull-requests.ts'
import { branches, tags } from './refs.ts'
import { repositories } from './repositories.ts'
import type { Stream } from './stream.ts'
import { projects, workspaceUsers } from './workspace.ts'

/** Everything that can be read: the streams of the seed first, in its order. */
export const streams: readonly Stream[] = [
  repositories,
  pullRequests,
  commits,
  deployments,
  workspaceUsers,
  branches,
  tags,
  pipelines,
  pipelineSteps,
  pullRequestActivity,
  issues,
  projects,
]
