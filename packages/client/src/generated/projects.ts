// Written by scripts/generate-client.ts from the operations: change those.
import type { Core, Filtered, Listed, Shown } from '../core.ts'
import type { AccessToken, Project, ProjectDeployKey, ProjectGroupPermission, ProjectUserPermission } from './schemas.ts'

export const projects = (core: Core) => ({
  /** List the projects of a workspace that the caller may see. `GET /2.0/workspaces/{workspace}/projects` */
  list: (at: { workspace: string } & Filtered) =>
    core.list<Project>('/2.0/workspaces/{workspace}/projects', at),
  /** Create a project. `POST /2.0/workspaces/{workspace}/projects` */
  create: (at: { workspace: string } & Shown, body: {
    key: string
    name: string
    description?: string | null | undefined
    is_private?: boolean | undefined
    links?: {
      avatar: {
        href: string
      }
    } | undefined
  }) =>
    core.send<Project>('POST', '/2.0/workspaces/{workspace}/projects', at, body),
  /** Show a project. `GET /2.0/workspaces/{workspace}/projects/{project_key}` */
  get: (at: { workspace: string; project_key: string } & Shown) =>
    core.send<Project>('GET', '/2.0/workspaces/{workspace}/projects/{project_key}', at),
  /** Change a project, or create it where there is none. `PUT /2.0/workspaces/{workspace}/projects/{project_key}` */
  update: (at: { workspace: string; project_key: string } & Shown, body: {
    key?: string | undefined
    name?: string | undefined
    description?: string | null | undefined
    is_private?: boolean | undefined
    links?: {
      avatar: {
        href: string
      }
    } | undefined
  } = {}) =>
    core.send<Project>('PUT', '/2.0/workspaces/{workspace}/projects/{project_key}', at, body),
  /** Delete a project that holds no repositories. `DELETE /2.0/workspaces/{workspace}/projects/{project_key}` */
  delete: (at: { workspace: string; project_key: string }) =>
    core.send<void>('DELETE', '/2.0/workspaces/{workspace}/projects/{project_key}', at),
  permissions: {
    users: {
      /** List the users that something was granted to on a project itself. `GET /2.0/workspaces/{workspace}/projects/{project_key}/permissions-config/users` */
      list: (at: { workspace: string; project_key: string } & Listed) =>
        core.list<ProjectUserPermission>('/2.0/workspaces/{workspace}/projects/{project_key}/permissions-config/users', at),
      /** Show what was granted on a project itself to one of the users. `GET /2.0/workspaces/{workspace}/projects/{project_key}/permissions-config/users/{selected_user_id}` */
      get: (at: { workspace: string; project_key: string; selected_user_id: string } & Shown) =>
        core.send<ProjectUserPermission>('GET', '/2.0/workspaces/{workspace}/projects/{project_key}/permissions-config/users/{selected_user_id}', at),
      /** Grant rights on a project to one of the users. `PUT /2.0/workspaces/{workspace}/projects/{project_key}/permissions-config/users/{selected_user_id}` */
      update: (at: { workspace: string; project_key: string; selected_user_id: string } & Shown, body: {
        permission: 'read' | 'write' | 'create-repo' | 'admin'
      }) =>
        core.send<ProjectUserPermission>('PUT', '/2.0/workspaces/{workspace}/projects/{project_key}/permissions-config/users/{selected_user_id}', at, body),
      /** Take back what was granted on a project itself to one of the users. `DELETE /2.0/workspaces/{workspace}/projects/{project_key}/permissions-config/users/{selected_user_id}` */
      delete: (at: { workspace: string; project_key: string; selected_user_id: string }) =>
        core.send<void>('DELETE', '/2.0/workspaces/{workspace}/projects/{project_key}/permissions-config/users/{selected_user_id}', at),
    },
    groups: {
      /** List the groups that something was granted to on a project itself. `GET /2.0/workspaces/{workspace}/projects/{project_key}/permissions-config/groups` */
      list: (at: { workspace: string; project_key: string } & Listed) =>
        core.list<ProjectGroupPermission>('/2.0/workspaces/{workspace}/projects/{project_key}/permissions-config/groups', at),
      /** Show what was granted on a project itself to one of the groups. `GET /2.0/workspaces/{workspace}/projects/{project_key}/permissions-config/groups/{group_slug}` */
      get: (at: { workspace: string; project_key: string; group_slug: string } & Shown) =>
        core.send<ProjectGroupPermission>('GET', '/2.0/workspaces/{workspace}/projects/{project_key}/permissions-config/groups/{group_slug}', at),
      /** Grant rights on a project to one of the groups. `PUT /2.0/workspaces/{workspace}/projects/{project_key}/permissions-config/groups/{group_slug}` */
      update: (at: { workspace: string; project_key: string; group_slug: string } & Shown, body: {
        permission: 'read' | 'write' | 'create-repo' | 'admin'
      }) =>
        core.send<ProjectGroupPermission>('PUT', '/2.0/workspaces/{workspace}/projects/{project_key}/permissions-config/groups/{group_slug}', at, body),
      /** Take back what was granted on a project itself to one of the groups. `DELETE /2.0/workspaces/{workspace}/projects/{project_key}/permissions-config/groups/{group_slug}` */
      delete: (at: { workspace: string; project_key: string; group_slug: string }) =>
        core.send<void>('DELETE', '/2.0/workspaces/{workspace}/projects/{project_key}/permissions-config/groups/{group_slug}', at),
    },
  },
  accessTokens: {
    /** List the access tokens of a project, without their secrets. `GET /pail/1/workspaces/{workspace}/projects/{project_key}/access-tokens` */
    list: (at: { workspace: string; project_key: string } & Listed) =>
      core.list<AccessToken>('/pail/1/workspaces/{workspace}/projects/{project_key}/access-tokens', at),
    /** Make an access token of a project; the answer is the only place that ever shows its secret. `POST /pail/1/workspaces/{workspace}/projects/{project_key}/access-tokens` */
    create: (at: { workspace: string; project_key: string } & Shown, body: {
      name: string
      scopes: string[]
      expires_on?: string | null | undefined
    }) =>
      core.send<AccessToken>('POST', '/pail/1/workspaces/{workspace}/projects/{project_key}/access-tokens', at, body),
    /** Show an access token of a project, without its secret. `GET /pail/1/workspaces/{workspace}/projects/{project_key}/access-tokens/{token_uuid}` */
    get: (at: { workspace: string; project_key: string; token_uuid: string } & Shown) =>
      core.send<AccessToken>('GET', '/pail/1/workspaces/{workspace}/projects/{project_key}/access-tokens/{token_uuid}', at),
    /** Revoke an access token of a project; the next request with it is refused. `DELETE /pail/1/workspaces/{workspace}/projects/{project_key}/access-tokens/{token_uuid}` */
    revoke: (at: { workspace: string; project_key: string; token_uuid: string }) =>
      core.send<void>('DELETE', '/pail/1/workspaces/{workspace}/projects/{project_key}/access-tokens/{token_uuid}', at),
  },
  deployKeys: {
    /** List the deploy keys of a project. `GET /2.0/workspaces/{workspace}/projects/{project_key}/deploy-keys` */
    list: (at: { workspace: string; project_key: string } & Listed) =>
      core.list<ProjectDeployKey>('/2.0/workspaces/{workspace}/projects/{project_key}/deploy-keys', at),
    /** Let a key read all repositories of a project. `POST /2.0/workspaces/{workspace}/projects/{project_key}/deploy-keys` */
    create: (at: { workspace: string; project_key: string } & Shown, body: {
      key: string
      label?: string | undefined
      comment?: string | undefined
    }) =>
      core.send<ProjectDeployKey>('POST', '/2.0/workspaces/{workspace}/projects/{project_key}/deploy-keys', at, body),
    /** Show a deploy key of a project. `GET /2.0/workspaces/{workspace}/projects/{project_key}/deploy-keys/{key_id}` */
    get: (at: { workspace: string; project_key: string; key_id: string } & Shown) =>
      core.send<ProjectDeployKey>('GET', '/2.0/workspaces/{workspace}/projects/{project_key}/deploy-keys/{key_id}', at),
    /** Remove a deploy key from a project. `DELETE /2.0/workspaces/{workspace}/projects/{project_key}/deploy-keys/{key_id}` */
    delete: (at: { workspace: string; project_key: string; key_id: string }) =>
      core.send<void>('DELETE', '/2.0/workspaces/{workspace}/projects/{project_key}/deploy-keys/{key_id}', at),
  },
})
