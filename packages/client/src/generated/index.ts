// Written by scripts/generate-client.ts from the operations: change those.
import type { Core } from '../core.ts'
import { deployments } from './deployments.ts'
import { repositories } from './repositories.ts'
import { users } from './users.ts'
import { workspaces } from './workspaces.ts'

export const methods = (core: Core) => ({
  deployments: deployments(core),
  repositories: repositories(core),
  users: users(core),
  workspaces: workspaces(core),
})
