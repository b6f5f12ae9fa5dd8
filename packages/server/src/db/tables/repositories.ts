import type { Flag } from './accounts.ts'

export interface ProjectRow {
  uuid: string
  workspace_uuid: string
  key: string
  name: string
  description: string | null
  is_private: Flag
  avatar: string | null
  created_on: string
  updated_on: string
}

export interface RepositoryRow {
  /** Also the storage id under which the git node knows it. */
  uuid: string
  workspace_uuid: string
  project_uuid: string
  slug: string
  name: string
  description: string
  is_private: Flag
  fork_policy: 'allow_forks' | 'no_public_forks' | 'no_forks'
  language: string
  website: string | null
  has_issues: Flag
  has_wiki: Flag
  /** The branch that HEAD names; null while the repository is empty. */
  main_branch: string | null
  parent_uuid: string | null
  /** Bytes on disk when last measured. */
  size: number
  overrides_branching_model: Flag
  overrides_merge_strategy: Flag
  overrides_branch_restrictions: Flag
  overrides_default_reviewers: Flag
  created_on: string
  updated_on: string
}

/** An explicit permission of a user or group on a project or repository. */
export interface GrantRow {
  resource_uuid: string
  resource_kind: 'project' | 'repository'
  grantee_uuid: string
  /** `token` for what an access token acts as, which no list of permissions shows. */
  grantee_kind: 'user' | 'group' | 'token'
  permission: 'read' | 'write' | 'create-repo' | 'admin'
  created_on: string
}

/** Where a slug leads that a workspace or repository no longer uses. */
export interface FormerSlugRow {
  /** Empty for a workspace's slug, the workspace's uuid for a repository's. */
  within: string
  slug: string
  leads_to: string
}

export interface WatcherRow {
  repository_uuid: string
  user_uuid: string
  created_on: string
}
