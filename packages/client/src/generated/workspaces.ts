// Written by scripts/generate-client.ts from the operations: change those.
import type { Core, Filtered, Listed, Shown } from '../core.ts'
import type { AccessToken, Addon, Consumer, Pullrequest, Workspace, WorkspaceAccess, WorkspaceMembership, WorkspacePermission } from './schemas.ts'

export const workspaces = (core: Core) => ({
  access: {
    /** List the workspaces that the caller belongs to. `GET /2.0/user/workspaces` */
    list: (at: { administrator?: boolean | undefined } & Filtered = {}) =>
      core.list<WorkspaceAccess>('/2.0/user/workspaces', at),
    /** Show what the caller may do in a workspace. `GET /2.0/user/workspaces/{workspace}/permission` */
    get: (at: { workspace: string } & Shown) =>
      core.send<WorkspacePermission>('GET', '/2.0/user/workspaces/{workspace}/permission', at),
    /**
     * List what the caller may do in each workspace they belong to. `GET /2.0/user/permissions/workspaces`
     * @deprecated
     */
    listPermissions: (at: Filtered = {}) =>
      core.list<WorkspacePermission>('/2.0/user/permissions/workspaces', at),
  },
  /**
   * List the workspaces that the caller belongs to, at will only those where they have a role. `GET /2.0/workspaces`
   * @deprecated
   */
  list: (at: { role?: 'owner' | 'collaborator' | 'member' | undefined } & Filtered = {}) =>
    core.list<Workspace>('/2.0/workspaces', at),
  accessTokens: {
    /** List the access tokens of a workspace, without their secrets. `GET /pail/1/workspaces/{workspace}/access-tokens` */
    list: (at: { workspace: string } & Listed) =>
      core.list<AccessToken>('/pail/1/workspaces/{workspace}/access-tokens', at),
    /** Make an access token of a workspace; the answer is the only place that ever shows its secret. `POST /pail/1/workspaces/{workspace}/access-tokens` */
    create: (at: { workspace: string } & Shown, body: {
      name: string
      scopes: string[]
      expires_on?: string | null | undefined
    }) =>
      core.send<AccessToken>('POST', '/pail/1/workspaces/{workspace}/access-tokens', at, body),
    /** Show an access token of a workspace, without its secret. `GET /pail/1/workspaces/{workspace}/access-tokens/{token_uuid}` */
    get: (at: { workspace: string; token_uuid: string } & Shown) =>
      core.send<AccessToken>('GET', '/pail/1/workspaces/{workspace}/access-tokens/{token_uuid}', at),
    /** Revoke an access token of a workspace; the next request with it is refused. `DELETE /pail/1/workspaces/{workspace}/access-tokens/{token_uuid}` */
    revoke: (at: { workspace: string; token_uuid: string }) =>
      core.send<void>('DELETE', '/pail/1/workspaces/{workspace}/access-tokens/{token_uuid}', at),
  },
  consumers: {
    /** List the OAuth consumers of a workspace, without their secrets. `GET /pail/1/workspaces/{workspace}/consumers` */
    list: (at: { workspace: string } & Listed) =>
      core.list<Consumer>('/pail/1/workspaces/{workspace}/consumers', at),
    /** Make an OAuth consumer; the answer is the only place that shows its secret. `POST /pail/1/workspaces/{workspace}/consumers` */
    create: (at: { workspace: string } & Shown, body: {
      name: string
      scopes: string[]
      description?: string | null | undefined
      url?: string | null | undefined
      callback_url?: string | null | undefined
      is_private?: boolean | undefined
    }) =>
      core.send<Consumer>('POST', '/pail/1/workspaces/{workspace}/consumers', at, body),
    /** Show an OAuth consumer, without its secret. `GET /pail/1/workspaces/{workspace}/consumers/{consumer_key}` */
    get: (at: { workspace: string; consumer_key: string } & Shown) =>
      core.send<Consumer>('GET', '/pail/1/workspaces/{workspace}/consumers/{consumer_key}', at),
    /** Change an OAuth consumer; what it may do no longer, its tokens may not either. `PUT /pail/1/workspaces/{workspace}/consumers/{consumer_key}` */
    update: (at: { workspace: string; consumer_key: string } & Shown, body: {
      name?: string | undefined
      scopes?: string[] | undefined
      description?: string | null | undefined
      url?: string | null | undefined
      callback_url?: string | null | undefined
      is_private?: boolean | undefined
    } = {}) =>
      core.send<Consumer>('PUT', '/pail/1/workspaces/{workspace}/consumers/{consumer_key}', at, body),
    /** Remove an OAuth consumer and revoke all that it was given. `DELETE /pail/1/workspaces/{workspace}/consumers/{consumer_key}` */
    delete: (at: { workspace: string; consumer_key: string }) =>
      core.send<void>('DELETE', '/pail/1/workspaces/{workspace}/consumers/{consumer_key}', at),
    secret: {
      /** Give an OAuth consumer a new secret, shown in this answer only; the old one is refused at once. `POST /pail/1/workspaces/{workspace}/consumers/{consumer_key}/secret` */
      renew: (at: { workspace: string; consumer_key: string } & Shown) =>
        core.send<Consumer>('POST', '/pail/1/workspaces/{workspace}/consumers/{consumer_key}/secret', at),
    },
  },
  addons: {
    /** List the Connect apps of a workspace. `GET /pail/1/workspaces/{workspace}/addons` */
    list: (at: { workspace: string } & Listed) =>
      core.list<Addon>('/pail/1/workspaces/{workspace}/addons', at),
    /** Install a Connect app by its descriptor, or by the address of that. `POST /pail/1/workspaces/{workspace}/addons` */
    install: (at: { workspace: string } & Shown, body: {
      descriptor?: Record<string, unknown> | undefined
      descriptor_url?: string | undefined
    } = {}) =>
      core.send<Addon>('POST', '/pail/1/workspaces/{workspace}/addons', at, body),
    /** Show a Connect app of a workspace. `GET /pail/1/workspaces/{workspace}/addons/{addon_key}` */
    get: (at: { workspace: string; addon_key: string } & Shown) =>
      core.send<Addon>('GET', '/pail/1/workspaces/{workspace}/addons/{addon_key}', at),
    /** Take a Connect app out of a workspace, and revoke all that it was given. `DELETE /pail/1/workspaces/{workspace}/addons/{addon_key}` */
    uninstall: (at: { workspace: string; addon_key: string }) =>
      core.send<void>('DELETE', '/pail/1/workspaces/{workspace}/addons/{addon_key}', at),
  },
  settings: {
    gpg: {
      publicKey: {
        /** Show the public keys by which commits that this server makes can be verified. `GET /2.0/workspaces/{workspace}/settings/gpg/public-key` */
        get: (at: { workspace: string }) =>
          core.send<string>('GET', '/2.0/workspaces/{workspace}/settings/gpg/public-key', at),
      },
    },
  },
  /** Show a workspace. `GET /2.0/workspaces/{workspace}` */
  get: (at: { workspace: string } & Shown) =>
    core.send<Workspace>('GET', '/2.0/workspaces/{workspace}', at),
  /** Change name, slug, privacy or picture of a workspace. `PUT /pail/1/workspaces/{workspace}` */
  update: (at: { workspace: string } & Shown, body: {
    slug?: string | undefined
    name?: string | undefined
    is_private?: boolean | undefined
    avatar?: string | null | undefined
  } = {}) =>
    core.send<Workspace>('PUT', '/pail/1/workspaces/{workspace}', at, body),
  /** Delete a workspace that holds no repositories. `DELETE /pail/1/workspaces/{workspace}` */
  delete: (at: { workspace: string }) =>
    core.send<void>('DELETE', '/pail/1/workspaces/{workspace}', at),
  members: {
    /** List the people of a workspace; owners may filter by whole e-mail addresses. `GET /2.0/workspaces/{workspace}/members` */
    list: (at: { workspace: string } & Filtered) =>
      core.list<WorkspaceMembership>('/2.0/workspaces/{workspace}/members', at),
    /** Show that a person belongs to a workspace. `GET /2.0/workspaces/{workspace}/members/{member}` */
    get: (at: { workspace: string; member: string } & Shown) =>
      core.send<WorkspaceMembership>('GET', '/2.0/workspaces/{workspace}/members/{member}', at),
    /** Let a person into a workspace, or change how they belong to it. `PUT /pail/1/workspaces/{workspace}/members/{member}` */
    put: (at: { workspace: string; member: string } & Shown, body: {
      permission: 'member' | 'collaborator' | 'create-project' | 'owner'
    }) =>
      core.send<WorkspacePermission>('PUT', '/pail/1/workspaces/{workspace}/members/{member}', at, body),
    /** Take a person out of a workspace with all their rights there, or leave it oneself. `DELETE /pail/1/workspaces/{workspace}/members/{member}` */
    delete: (at: { workspace: string; member: string }) =>
      core.send<void>('DELETE', '/pail/1/workspaces/{workspace}/members/{member}', at),
  },
  permissions: {
    /** List what each member may do in a workspace. `GET /2.0/workspaces/{workspace}/permissions` */
    list: (at: { workspace: string } & Filtered) =>
      core.list<WorkspacePermission>('/2.0/workspaces/{workspace}/permissions', at),
  },
  /** Make a workspace that the caller owns, with a first project. `POST /pail/1/workspaces` */
  create: (at: Shown, body: {
    slug: string
    name?: string | undefined
    is_private?: boolean | undefined
  }) =>
    core.send<Workspace>('POST', '/pail/1/workspaces', at, body),
  pullrequests: {
    /** List the pull requests that somebody opened in a workspace. `GET /2.0/workspaces/{workspace}/pullrequests/{selected_user}` */
    list: (at: { workspace: string; selected_user: string; state?: string[] | undefined } & Filtered) =>
      core.list<Pullrequest>('/2.0/workspaces/{workspace}/pullrequests/{selected_user}', at),
  },
})
