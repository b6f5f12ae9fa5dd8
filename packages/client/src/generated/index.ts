// Written by scripts/generate-client.ts from the operations: change those.
import type { Core } from '../core.ts'
import { deployments } from './deployments.ts'
import { groups } from './groups.ts'
import { pipelines } from './pipelines.ts'
import { projects } from './projects.ts'
import { repositories } from './repositories.ts'
import { teams } from './teams.ts'
import { users } from './users.ts'
import { workspaces } from './workspaces.ts'

export const methods = (core: Core) => ({
  deployments: deployments(core),
  groups: groups(core),
  pipelines: pipelines(core),
  projects: projects(core),
  repositories: repositories(core),
  teams: teams(core),
  users: users(core),
  workspaces: workspaces(core),
})
