// Written by scripts/generate-client.ts from the operations: change those.
import type { Core, Filtered, Listed, Shown } from '../core.ts'
import type { AccessToken, BranchingModelSettings, Branchrestriction, DefaultReviewer, Project, ProjectBranchingModel, ProjectDeployKey, ProjectGroupPermission, ProjectUserPermission, User } from './schemas.ts'

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
  branchingModel: {
    settings: {
      /** Show what a project itself says of its branches. `GET /2.0/workspaces/{workspace}/projects/{project_key}/branching-model/settings` */
      get: (at: { workspace: string; project_key: string } & Shown) =>
        core.send<BranchingModelSettings>('GET', '/2.0/workspaces/{workspace}/projects/{project_key}/branching-model/settings', at),
      /** Say what the branches of a project are for; what is left out stays. `PUT /2.0/workspaces/{workspace}/projects/{project_key}/branching-model/settings` */
      update: (at: { workspace: string; project_key: string } & Shown, body: {
        development?: {
          name?: string | null | undefined
          use_mainbranch?: boolean | undefined
        } | undefined
        production?: {
          name?: string | null | undefined
          use_mainbranch?: boolean | undefined
          enabled?: boolean | undefined
        } | undefined
        branch_types?: Array<{
          kind: 'release' | 'hotfix' | 'feature' | 'bugfix'
          enabled?: boolean | undefined
          prefix?: string | null | undefined
        }> | undefined
        default_branch_deletion?: unknown | undefined
      } = {}) =>
        core.send<BranchingModelSettings>('PUT', '/2.0/workspaces/{workspace}/projects/{project_key}/branching-model/settings', at, body),
    },
    /** Show the branching model that repositories of a project take from it. `GET /2.0/workspaces/{workspace}/projects/{project_key}/branching-model` */
    get: (at: { workspace: string; project_key: string } & Shown) =>
      core.send<ProjectBranchingModel>('GET', '/2.0/workspaces/{workspace}/projects/{project_key}/branching-model', at),
  },
  branchRestrictions: {
    /** List the branch restrictions of a project. `GET /pail/1/workspaces/{workspace}/projects/{project_key}/branch-restrictions` */
    list: (at: { workspace: string; project_key: string; kind?: string | undefined; pattern?: string | undefined } & Listed) =>
      core.list<Branchrestriction>('/pail/1/workspaces/{workspace}/projects/{project_key}/branch-restrictions', at),
    /** Show a branch restriction of a project. `GET /pail/1/workspaces/{workspace}/projects/{project_key}/branch-restrictions/{id}` */
    get: (at: { workspace: string; project_key: string; id: string } & Shown) =>
      core.send<Branchrestriction>('GET', '/pail/1/workspaces/{workspace}/projects/{project_key}/branch-restrictions/{id}', at),
    /** Restrict what happens to some branches of a project. `POST /pail/1/workspaces/{workspace}/projects/{project_key}/branch-restrictions` */
    create: (at: { workspace: string; project_key: string } & Shown, body: {
      kind: 'push' | 'force' | 'delete' | 'restrict_merges' | 'require_approvals_to_merge' | 'require_default_reviewer_approvals_to_merge' | 'require_review_group_approvals_to_merge' | 'require_no_changes_requested' | 'require_tasks_to_be_completed' | 'require_all_comments_resolved' | 'require_passing_builds_to_merge' | 'require_commits_behind' | 'require_all_dependencies_merged' | 'reset_pullrequest_approvals_on_change' | 'smart_reset_pullrequest_approvals' | 'reset_pullrequest_changes_requested_on_change' | 'enforce_merge_checks' | 'allow_auto_merge_when_builds_pass'
      branch_match_kind?: 'glob' | 'branching_model' | undefined
      branch_type?: 'development' | 'production' | 'release' | 'hotfix' | 'feature' | 'bugfix' | '' | null | undefined
      pattern?: string | undefined
      value?: number | null | undefined
      users?: Array<{
        uuid?: string | undefined
        account_id?: string | undefined
        username?: string | undefined
      }> | undefined
      groups?: Array<{
        slug?: string | undefined
        full_slug?: string | undefined
        owner?: {
          uuid?: string | undefined
          username?: string | undefined
        } | undefined
        workspace?: {
          uuid?: string | undefined
          slug?: string | undefined
        } | undefined
      }> | undefined
    }) =>
      core.send<Branchrestriction>('POST', '/pail/1/workspaces/{workspace}/projects/{project_key}/branch-restrictions', at, body),
    /** Change a branch restriction of a project; what is left out stays. `PUT /pail/1/workspaces/{workspace}/projects/{project_key}/branch-restrictions/{id}` */
    update: (at: { workspace: string; project_key: string; id: string } & Shown, body: {
      kind?: 'push' | 'force' | 'delete' | 'restrict_merges' | 'require_approvals_to_merge' | 'require_default_reviewer_approvals_to_merge' | 'require_review_group_approvals_to_merge' | 'require_no_changes_requested' | 'require_tasks_to_be_completed' | 'require_all_comments_resolved' | 'require_passing_builds_to_merge' | 'require_commits_behind' | 'require_all_dependencies_merged' | 'reset_pullrequest_approvals_on_change' | 'smart_reset_pullrequest_approvals' | 'reset_pullrequest_changes_requested_on_change' | 'enforce_merge_checks' | 'allow_auto_merge_when_builds_pass' | undefined
      branch_match_kind?: 'glob' | 'branching_model' | undefined
      branch_type?: 'development' | 'production' | 'release' | 'hotfix' | 'feature' | 'bugfix' | '' | null | undefined
      pattern?: string | undefined
      value?: number | null | undefined
      users?: Array<{
        uuid?: string | undefined
        account_id?: string | undefined
        username?: string | undefined
      }> | undefined
      groups?: Array<{
        slug?: string | undefined
        full_slug?: string | undefined
        owner?: {
          uuid?: string | undefined
          username?: string | undefined
        } | undefined
        workspace?: {
          uuid?: string | undefined
          slug?: string | undefined
        } | undefined
      }> | undefined
    } = {}) =>
      core.send<Branchrestriction>('PUT', '/pail/1/workspaces/{workspace}/projects/{project_key}/branch-restrictions/{id}', at, body),
    /** Remove a branch restriction of a project. `DELETE /pail/1/workspaces/{workspace}/projects/{project_key}/branch-restrictions/{id}` */
    delete: (at: { workspace: string; project_key: string; id: string }) =>
      core.send<void>('DELETE', '/pail/1/workspaces/{workspace}/projects/{project_key}/branch-restrictions/{id}', at),
  },
  defaultReviewers: {
    /** List the default reviewers of all repositories of a project. `GET /2.0/workspaces/{workspace}/projects/{project_key}/default-reviewers` */
    list: (at: { workspace: string; project_key: string } & Listed) =>
      core.list<DefaultReviewer>('/2.0/workspaces/{workspace}/projects/{project_key}/default-reviewers', at),
    /** Show a default reviewer of a project, if this is one. `GET /2.0/workspaces/{workspace}/projects/{project_key}/default-reviewers/{selected_user}` */
    get: (at: { workspace: string; project_key: string; selected_user: string } & Shown) =>
      core.send<User>('GET', '/2.0/workspaces/{workspace}/projects/{project_key}/default-reviewers/{selected_user}', at),
    /** Ask somebody to review every new pull request of a project. `PUT /2.0/workspaces/{workspace}/projects/{project_key}/default-reviewers/{selected_user}` */
    add: (at: { workspace: string; project_key: string; selected_user: string } & Shown) =>
      core.send<User>('PUT', '/2.0/workspaces/{workspace}/projects/{project_key}/default-reviewers/{selected_user}', at),
    /** No longer ask somebody to review every new pull request of a project. `DELETE /2.0/workspaces/{workspace}/projects/{project_key}/default-reviewers/{selected_user}` */
    delete: (at: { workspace: string; project_key: string; selected_user: string }) =>
      core.send<void>('DELETE', '/2.0/workspaces/{workspace}/projects/{project_key}/default-reviewers/{selected_user}', at),
  },
})
