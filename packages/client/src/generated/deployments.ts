// Written by scripts/generate-client.ts from the operations: change those.
import type { Core, Listed, Shown } from '../core.ts'
import type { DeployKey, DeploymentEnvironment } from './schemas.ts'

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
  deployKeys: {
    /** List the deploy keys of a repository. `GET /2.0/repositories/{workspace}/{repo_slug}/deploy-keys` */
    list: (at: { workspace: string; repo_slug: string } & Listed) =>
      core.list<DeployKey>('/2.0/repositories/{workspace}/{repo_slug}/deploy-keys', at),
    /** Let a key read a repository. `POST /2.0/repositories/{workspace}/{repo_slug}/deploy-keys` */
    create: (at: { workspace: string; repo_slug: string } & Shown, body: {
      key: string
      label?: string | undefined
      comment?: string | undefined
    }) =>
      core.send<DeployKey>('POST', '/2.0/repositories/{workspace}/{repo_slug}/deploy-keys', at, body),
    /** Show a deploy key of a repository. `GET /2.0/repositories/{workspace}/{repo_slug}/deploy-keys/{key_id}` */
    get: (at: { workspace: string; repo_slug: string; key_id: string } & Shown) =>
      core.send<DeployKey>('GET', '/2.0/repositories/{workspace}/{repo_slug}/deploy-keys/{key_id}', at),
    /** Give a deploy key another label or comment; the key is said again and stays. `PUT /2.0/repositories/{workspace}/{repo_slug}/deploy-keys/{key_id}` */
    update: (at: { workspace: string; repo_slug: string; key_id: string } & Shown, body: {
      key: string
      label?: string | undefined
      comment?: string | undefined
    }) =>
      core.send<DeployKey>('PUT', '/2.0/repositories/{workspace}/{repo_slug}/deploy-keys/{key_id}', at, body),
    /** Remove a deploy key from a repository. `DELETE /2.0/repositories/{workspace}/{repo_slug}/deploy-keys/{key_id}` */
    delete: (at: { workspace: string; repo_slug: string; key_id: string }) =>
      core.send<void>('DELETE', '/2.0/repositories/{workspace}/{repo_slug}/deploy-keys/{key_id}', at),
  },
})
