// Written by scripts/generate-client.ts from the operations: change those.
import type { Core, Listed, Shown } from '../core.ts'
import type { DeploymentEnvironment } from './schemas.ts'

export const deployments = (core: Core) => ({
  environments: {
    /** List the environments that a repository is deployed to. `GET /2.0/repositories/{workspace}/{repo_slug}/environments` */
    list: (at: { workspace: string; repo_slug: string } & Listed) =>
      core.list<DeploymentEnvironment>('/2.0/repositories/{workspace}/{repo_slug}/environments', at),
    /** Add an environment to a repository. `POST /2.0/repositories/{workspace}/{repo_slug}/environments` */
    create: (at: { workspace: string; repo_slug: string } & Shown, body: {
      name: string
      hidden?: boolean | undefined
      restrictions?: {
        admin_only?: boolean | undefined
      } | undefined
      environment_type: {
        name: 'Test' | 'Staging' | 'Production'
      }
    }) =>
      core.send<DeploymentEnvironment>('POST', '/2.0/repositories/{workspace}/{repo_slug}/environments', at, body),
    /** Show an environment of a repository. `GET /2.0/repositories/{workspace}/{repo_slug}/environments/{environment_uuid}` */
    get: (at: { workspace: string; repo_slug: string; environment_uuid: string } & Shown) =>
      core.send<DeploymentEnvironment>('GET', '/2.0/repositories/{workspace}/{repo_slug}/environments/{environment_uuid}', at),
    /** Remove an environment from a repository, with its variables. `DELETE /2.0/repositories/{workspace}/{repo_slug}/environments/{environment_uuid}` */
    delete: (at: { workspace: string; repo_slug: string; environment_uuid: string }) =>
      core.send<void>('DELETE', '/2.0/repositories/{workspace}/{repo_slug}/environments/{environment_uuid}', at),
    /** Rename, hide or restrict an environment. `POST /2.0/repositories/{workspace}/{repo_slug}/environments/{environment_uuid}/changes` */
    change: (at: { workspace: string; repo_slug: string; environment_uuid: string }, body: {
      change: {
        name?: string | undefined
        hidden?: boolean | undefined
        restrictions?: {
          admin_only?: boolean | undefined
        } | undefined
      }
    }) =>
      core.send<void>('POST', '/2.0/repositories/{workspace}/{repo_slug}/environments/{environment_uuid}/changes', at, body),
  },
})
