// Written by scripts/generate-client.ts from the operations: change those.
import type { Core, Shown } from '../core.ts'
import type { Workspace } from './schemas.ts'

export const workspaces = (core: Core) => ({
  /** Show a workspace. `GET /2.0/workspaces/{workspace}` */
  get: (at: { workspace: string } & Shown) =>
    core.send<Workspace>('GET', '/2.0/workspaces/{workspace}', at),
})
