// Written by scripts/generate-client.ts from the operations: change those.
import type { Core, Filtered, Listed, Shown } from '../core.ts'
import type { AccessToken, Repository, RepositoryGroupPermission, RepositoryInheritanceState, RepositoryPermission, RepositoryUserPermission, ReviewGroup, User } from './schemas.ts'

export const repositories = (core: Core) => ({
  /**
   * List the repositories of all workspaces that the caller may see. `GET /2.0/repositories`
   * @deprecated
   */
  listAll: (at: { role?: 'owner' | 'admin' | 'contributor' | 'member' | undefined; after?: string | undefined } & Filtered = {}) =>
    core.list<Repository>('/2.0/repositories', at),
  /** List the repositories of a workspace. `GET /2.0/repositories/{workspace}` */
  list: (at: { workspace: string; role?: 'owner' | 'admin' | 'contributor' | 'member' | undefined } & Filtered) =>
    core.list<Repository>('/2.0/repositories/{workspace}', at),
  /** Show a repository. `GET /2.0/repositories/{workspace}/{repo_slug}` */
  get: (at: { workspace: string; repo_slug: string } & Shown) =>
    core.send<Repository>('GET', '/2.0/repositories/{workspace}/{repo_slug}', at),
  /** Create a repository under the slug in the address. `POST /2.0/repositories/{workspace}/{repo_slug}` */
  create: (at: { workspace: string; repo_slug: string } & Shown, body: {
    name?: string | undefined
    description?: string | null | undefined
    is_private?: boolean | undefined
    fork_policy?: 'allow_forks' | 'no_public_forks' | 'no_forks' | undefined
    language?: string | null | undefined
    website?: string | null | undefined
    has_issues?: boolean | undefined
    has_wiki?: boolean | undefined
    scm?: string | undefined
    project?: {
      key?: string | undefined
      uuid?: string | undefined
    } | null | undefined
    mainbranch?: {
      name: string
    } | null | undefined
  } = {}) =>
    core.send<Repository>('POST', '/2.0/repositories/{workspace}/{repo_slug}', at, body),
  /** Change a repository, or create it where there is none. `PUT /2.0/repositories/{workspace}/{repo_slug}` */
  update: (at: { workspace: string; repo_slug: string } & Shown, body: {
    name?: string | undefined
    description?: string | null | undefined
    is_private?: boolean | undefined
    fork_policy?: 'allow_forks' | 'no_public_forks' | 'no_forks' | undefined
    language?: string | null | undefined
    website?: string | null | undefined
    has_issues?: boolean | undefined
    has_wiki?: boolean | undefined
    scm?: string | undefined
    project?: {
      key?: string | undefined
      uuid?: string | undefined
    } | null | undefined
    mainbranch?: {
      name: string
    } | null | undefined
  } = {}) =>
    core.send<Repository>('PUT', '/2.0/repositories/{workspace}/{repo_slug}', at, body),
  /** Delete a repository; its forks stay. `DELETE /2.0/repositories/{workspace}/{repo_slug}` */
  delete: (at: { workspace: string; repo_slug: string; redirect_to?: string | undefined }) =>
    core.send<void>('DELETE', '/2.0/repositories/{workspace}/{repo_slug}', at),
  /** Hand a repository over to another workspace. `POST /pail/1/repositories/{workspace}/{repo_slug}/transfer` */
  transfer: (at: { workspace: string; repo_slug: string } & Shown, body: {
    workspace: {
      slug: string
    }
    project?: {
      key: string
    } | undefined
  }) =>
    core.send<Repository>('POST', '/pail/1/repositories/{workspace}/{repo_slug}/transfer', at, body),
  permissions: {
    users: {
      /** List the users that something was granted to on a repository itself. `GET /2.0/repositories/{workspace}/{repo_slug}/permissions-config/users` */
      list: (at: { workspace: string; repo_slug: string } & Listed) =>
        core.list<RepositoryUserPermission>('/2.0/repositories/{workspace}/{repo_slug}/permissions-config/users', at),
      /** Show what was granted on a repository itself to one of the users. `GET /2.0/repositories/{workspace}/{repo_slug}/permissions-config/users/{selected_user_id}` */
      get: (at: { workspace: string; repo_slug: string; selected_user_id: string } & Shown) =>
        core.send<RepositoryUserPermission>('GET', '/2.0/repositories/{workspace}/{repo_slug}/permissions-config/users/{selected_user_id}', at),
      /** Grant rights on a repository to one of the users. `PUT /2.0/repositories/{workspace}/{repo_slug}/permissions-config/users/{selected_user_id}` */
      update: (at: { workspace: string; repo_slug: string; selected_user_id: string } & Shown, body: {
        permission: 'read' | 'write' | 'admin'
      }) =>
        core.send<RepositoryUserPermission>('PUT', '/2.0/repositories/{workspace}/{repo_slug}/permissions-config/users/{selected_user_id}', at, body),
      /** Take back what was granted on a repository itself to one of the users. `DELETE /2.0/repositories/{workspace}/{repo_slug}/permissions-config/users/{selected_user_id}` */
      delete: (at: { workspace: string; repo_slug: string; selected_user_id: string }) =>
        core.send<void>('DELETE', '/2.0/repositories/{workspace}/{repo_slug}/permissions-config/users/{selected_user_id}', at),
    },
    groups: {
      /** List the groups that something was granted to on a repository itself. `GET /2.0/repositories/{workspace}/{repo_slug}/permissions-config/groups` */
      list: (at: { workspace: string; repo_slug: string } & Listed) =>
        core.list<RepositoryGroupPermission>('/2.0/repositories/{workspace}/{repo_slug}/permissions-config/groups', at),
      /** Show what was granted on a repository itself to one of the groups. `GET /2.0/repositories/{workspace}/{repo_slug}/permissions-config/groups/{group_slug}` */
      get: (at: { workspace: string; repo_slug: string; group_slug: string } & Shown) =>
        core.send<RepositoryGroupPermission>('GET', '/2.0/repositories/{workspace}/{repo_slug}/permissions-config/groups/{group_slug}', at),
      /** Grant rights on a repository to one of the groups. `PUT /2.0/repositories/{workspace}/{repo_slug}/permissions-config/groups/{group_slug}` */
      update: (at: { workspace: string; repo_slug: string; group_slug: string } & Shown, body: {
        permission: 'read' | 'write' | 'admin'
      }) =>
        core.send<RepositoryGroupPermission>('PUT', '/2.0/repositories/{workspace}/{repo_slug}/permissions-config/groups/{group_slug}', at, body),
      /** Take back what was granted on a repository itself to one of the groups. `DELETE /2.0/repositories/{workspace}/{repo_slug}/permissions-config/groups/{group_slug}` */
      delete: (at: { workspace: string; repo_slug: string; group_slug: string }) =>
        core.send<void>('DELETE', '/2.0/repositories/{workspace}/{repo_slug}/permissions-config/groups/{group_slug}', at),
    },
    effective: {
      /** List what each person may do with each repository of a workspace, wherever the right comes from. `GET /2.0/workspaces/{workspace}/permissions/repositories` */
      listOfWorkspace: (at: { workspace: string } & Filtered) =>
        core.list<RepositoryPermission>('/2.0/workspaces/{workspace}/permissions/repositories', at),
      /** List what each person may do with a repository, wherever the right comes from. `GET /2.0/workspaces/{workspace}/permissions/repositories/{repo_slug}` */
      list: (at: { workspace: string; repo_slug: string } & Filtered) =>
        core.list<RepositoryPermission>('/2.0/workspaces/{workspace}/permissions/repositories/{repo_slug}', at),
      /** List what the caller may do with the repositories of a workspace, beyond what everybody may. `GET /2.0/user/workspaces/{workspace}/permissions/repositories` */
      listOwn: (at: { workspace: string } & Filtered) =>
        core.list<RepositoryPermission>('/2.0/user/workspaces/{workspace}/permissions/repositories', at),
      /**
       * List what the caller may do with repositories everywhere, beyond what everybody may. `GET /2.0/user/permissions/repositories`
       * @deprecated
       */
      listOwnEverywhere: (at: Filtered = {}) =>
        core.list<RepositoryPermission>('/2.0/user/permissions/repositories', at),
    },
  },
  accessTokens: {
    /** List the access tokens of a repository, without their secrets. `GET /pail/1/repositories/{workspace}/{repo_slug}/access-tokens` */
    list: (at: { workspace: string; repo_slug: string } & Listed) =>
      core.list<AccessToken>('/pail/1/repositories/{workspace}/{repo_slug}/access-tokens', at),
    /** Make an access token of a repository; the answer is the only place that ever shows its secret. `POST /pail/1/repositories/{workspace}/{repo_slug}/access-tokens` */
    create: (at: { workspace: string; repo_slug: string } & Shown, body: {
      name: string
      scopes: string[]
      expires_on?: string | null | undefined
    }) =>
      core.send<AccessToken>('POST', '/pail/1/repositories/{workspace}/{repo_slug}/access-tokens', at, body),
    /** Show an access token of a repository, without its secret. `GET /pail/1/repositories/{workspace}/{repo_slug}/access-tokens/{token_uuid}` */
    get: (at: { workspace: string; repo_slug: string; token_uuid: string } & Shown) =>
      core.send<AccessToken>('GET', '/pail/1/repositories/{workspace}/{repo_slug}/access-tokens/{token_uuid}', at),
    /** Revoke an access token of a repository; the next request with it is refused. `DELETE /pail/1/repositories/{workspace}/{repo_slug}/access-tokens/{token_uuid}` */
    revoke: (at: { workspace: string; repo_slug: string; token_uuid: string }) =>
      core.send<void>('DELETE', '/pail/1/repositories/{workspace}/{repo_slug}/access-tokens/{token_uuid}', at),
  },
  overrideSettings: {
    /** Show which settings a repository does not take from its project. `GET /2.0/repositories/{workspace}/{repo_slug}/override-settings` */
    get: (at: { workspace: string; repo_slug: string } & Shown) =>
      core.send<RepositoryInheritanceState>('GET', '/2.0/repositories/{workspace}/{repo_slug}/override-settings', at),
    /** Choose which settings a repository takes from its project. `PUT /2.0/repositories/{workspace}/{repo_slug}/override-settings` */
    update: (at: { workspace: string; repo_slug: string }, body: {
      override_settings?: {
        branching_model?: boolean | undefined
        default_merge_strategy?: boolean | undefined
        branch_restrictions?: boolean | undefined
        default_reviewers?: boolean | undefined
      } | undefined
    } = {}) =>
      core.send<void>('PUT', '/2.0/repositories/{workspace}/{repo_slug}/override-settings', at, body),
  },
  watchers: {
    /** List the accounts that watch a repository. `GET /2.0/repositories/{workspace}/{repo_slug}/watchers` */
    list: (at: { workspace: string; repo_slug: string } & Listed) =>
      core.list<User>('/2.0/repositories/{workspace}/{repo_slug}/watchers', at),
    /** Watch a repository. `PUT /pail/1/repositories/{workspace}/{repo_slug}/watchers` */
    add: (at: { workspace: string; repo_slug: string }) =>
      core.send<void>('PUT', '/pail/1/repositories/{workspace}/{repo_slug}/watchers', at),
    /** No longer watch a repository. `DELETE /pail/1/repositories/{workspace}/{repo_slug}/watchers` */
    remove: (at: { workspace: string; repo_slug: string }) =>
      core.send<void>('DELETE', '/pail/1/repositories/{workspace}/{repo_slug}/watchers', at),
  },
  forks: {
    /** List the forks of a repository that the caller may see. `GET /2.0/repositories/{workspace}/{repo_slug}/forks` */
    list: (at: { workspace: string; repo_slug: string; role?: 'owner' | 'admin' | 'contributor' | 'member' | undefined } & Filtered) =>
      core.list<Repository>('/2.0/repositories/{workspace}/{repo_slug}/forks', at),
    /** Fork a repository. `POST /2.0/repositories/{workspace}/{repo_slug}/forks` */
    create: (at: { workspace: string; repo_slug: string } & Shown, body: {
      name?: string | undefined
      description?: string | null | undefined
      is_private?: boolean | undefined
      fork_policy?: 'allow_forks' | 'no_public_forks' | 'no_forks' | undefined
      language?: string | null | undefined
      has_issues?: boolean | undefined
      has_wiki?: boolean | undefined
      project?: {
        key?: string | undefined
        uuid?: string | undefined
      } | null | undefined
      mainbranch?: {
        name: string
      } | null | undefined
      workspace?: {
        slug?: string | undefined
        uuid?: string | undefined
      } | null | undefined
    } = {}) =>
      core.send<Repository>('POST', '/2.0/repositories/{workspace}/{repo_slug}/forks', at, body),
  },
  reviewGroups: {
    /** List the review groups of a repository, by name. `GET /pail/1/repositories/{workspace}/{repo_slug}/review-groups` */
    list: (at: { workspace: string; repo_slug: string } & Listed) =>
      core.list<ReviewGroup>('/pail/1/repositories/{workspace}/{repo_slug}/review-groups', at),
    /** Make a group of people of whom some have to approve what is merged. `POST /pail/1/repositories/{workspace}/{repo_slug}/review-groups` */
    create: (at: { workspace: string; repo_slug: string } & Shown, body: {
      name: string
      members: Array<{
        uuid: string
      }>
    }) =>
      core.send<ReviewGroup>('POST', '/pail/1/repositories/{workspace}/{repo_slug}/review-groups', at, body),
    /** Show a review group. `GET /pail/1/repositories/{workspace}/{repo_slug}/review-groups/{review_group}` */
    get: (at: { workspace: string; repo_slug: string; review_group: string } & Shown) =>
      core.send<ReviewGroup>('GET', '/pail/1/repositories/{workspace}/{repo_slug}/review-groups/{review_group}', at),
    /** Rename a review group, or name other members. `PUT /pail/1/repositories/{workspace}/{repo_slug}/review-groups/{review_group}` */
    update: (at: { workspace: string; repo_slug: string; review_group: string } & Shown, body: {
      name?: string | undefined
      members?: Array<{
        uuid: string
      }> | undefined
    } = {}) =>
      core.send<ReviewGroup>('PUT', '/pail/1/repositories/{workspace}/{repo_slug}/review-groups/{review_group}', at, body),
    /** Remove a review group. `DELETE /pail/1/repositories/{workspace}/{repo_slug}/review-groups/{review_group}` */
    delete: (at: { workspace: string; repo_slug: string; review_group: string }) =>
      core.send<void>('DELETE', '/pail/1/repositories/{workspace}/{repo_slug}/review-groups/{review_group}', at),
  },
})
