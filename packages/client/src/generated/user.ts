// Written by scripts/generate-client.ts from the operations: change those.
import type { Core, Filtered } from '../core.ts'
import type { RepositoryPermission } from './schemas.ts'

export const user = (core: Core) => ({
  workspaces: {
    permissions: {
      repositories: {
        /** List what the caller may do with the repositories of a workspace, beyond what everybody may. `GET /2.0/user/workspaces/{workspace}/permissions/repositories` */
        list: (at: { workspace: string } & Filtered) =>
          core.list<RepositoryPermission>('/2.0/user/workspaces/{workspace}/permissions/repositories', at),
      },
    },
  },
  permissions: {
    repositories: {
      /**
       * List what the caller may do with repositories everywhere, beyond what everybody may. `GET /2.0/user/permissions/repositories`
       * @deprecated
       */
      list: (at: Filtered = {}) =>
        core.list<RepositoryPermission>('/2.0/user/permissions/repositories', at),
    },
  },
})
