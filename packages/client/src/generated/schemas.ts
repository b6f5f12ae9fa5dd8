// Written by scripts/generate-client.ts from the operations: change those.

export interface Link {
  href?: string
  name?: string
}

export type Account = User | Team

export interface Branch {
  type?: string
  name?: string | null
}

export interface DeploymentEnvironment {
  type?: string
  uuid?: string | null
  name?: string | null
  slug?: string | null
  environment_type?: {
    type?: string | null
    name?: 'Test' | 'Staging' | 'Production' | null
    rank?: number | null
  } | null
  rank?: number | null
  hidden?: boolean | null
  environment_lock_enabled?: boolean | null
  lock?: {
    type?: string | null
    name?: string | null
  } | null
  deployment_gate_enabled?: boolean | null
  restrictions?: {
    type?: string | null
    admin_only?: boolean | null
  } | null
  category?: {
    name?: string | null
  } | null
}

export interface DeploymentVariable {
  type?: string
  uuid?: string | null
  key?: string | null
  value?: string | null
  secured?: boolean | null
}

export interface Email {
  type?: string
  email?: string | null
  is_primary?: boolean | null
  is_confirmed?: boolean | null
  links?: {
    self?: Link | null
  } | null
}

export interface Group {
  type?: string
  name?: string | null
  slug?: string | null
  full_slug?: string | null
  links?: {
    self?: Link | null
  } | null
  owner?: Account | null
  workspace?: Workspace | null
}

export interface Person {
  type?: string
  display_name?: string | null
  links?: {
    self?: Link | null
    avatar?: Link | null
    html?: Link | null
  } | null
  uuid?: string | null
  account_id?: string | null
  nickname?: string | null
  created_on?: string | null
  account_status?: string | null
  location?: string | null
  is_staff?: boolean | null
  has_2fa_enabled?: boolean | null
  username?: string | null
  email?: string | null
  is_admin?: boolean | null
  status?: 'active' | 'suspended' | 'deleted' | null
}

export interface PipelineVariable {
  type?: string
  uuid?: string | null
  key?: string | null
  value?: string | null
  secured?: boolean | null
}

export interface Project {
  type?: string
  key?: string | null
  uuid?: string | null
  name?: string | null
  links?: {
    self?: Link | null
    html?: Link | null
    repositories?: Link | null
    avatar?: Link | null
  } | null
  description?: string | null
  is_private?: boolean | null
  created_on?: string | null
  updated_on?: string | null
  has_publicly_visible_repos?: boolean | null
  owner?: Account | null
  workspace?: Workspace | null
}

export interface ProjectGroupPermission {
  type?: string
  permission?: 'read' | 'write' | 'create-repo' | 'admin' | 'none' | null
  group?: Group | null
  project?: Project | null
  links?: {
    self?: Link | null
  } | null
}

export interface ProjectUserPermission {
  type?: string
  permission?: 'read' | 'write' | 'create-repo' | 'admin' | 'none' | null
  user?: User | null
  project?: Project | null
  links?: {
    self?: Link | null
  } | null
}

export interface Repository {
  type?: string
  full_name?: string | null
  links?: {
    self?: Link | null
    html?: Link | null
    avatar?: Link | null
    pullrequests?: Link | null
    commits?: Link | null
    forks?: Link | null
    watchers?: Link | null
    branches?: Link | null
    tags?: Link | null
    downloads?: Link | null
    source?: Link | null
    hooks?: Link | null
    issues?: Link | null
    clone?: Array<Link> | null
  } | null
  name?: string | null
  uuid?: string | null
  slug?: string | null
  description?: string | null
  scm?: string | null
  website?: string | null
  owner?: Account | null
  workspace?: Workspace | null
  is_private?: boolean | null
  project?: Project | null
  fork_policy?: 'allow_forks' | 'no_public_forks' | 'no_forks' | null
  created_on?: string | null
  updated_on?: string | null
  size?: number | null
  language?: string | null
  mainbranch?: Branch | null
  override_settings?: {
    default_merge_strategy?: boolean | null
    branching_model?: boolean | null
  } | null
  parent?: Repository | null
  has_issues?: boolean | null
  has_wiki?: boolean | null
}

export interface RepositoryGroupPermission {
  type?: string
  permission?: 'read' | 'write' | 'admin' | 'none' | null
  group?: Group | null
  repository?: Repository | null
  links?: {
    self?: Link | null
  } | null
}

export interface RepositoryInheritanceState {
  type?: string
  override_settings?: {
    branching_model?: boolean | null
    default_merge_strategy?: boolean | null
    branch_restrictions?: boolean | null
    default_reviewers?: boolean | null
  } | null
}

export interface RepositoryPermission {
  type?: string
  permission?: 'read' | 'write' | 'admin' | 'none' | null
  user?: User | null
  repository?: Repository | null
}

export interface RepositoryUserPermission {
  type?: string
  permission?: 'read' | 'write' | 'admin' | 'none' | null
  user?: User | null
  repository?: Repository | null
  links?: {
    self?: Link | null
  } | null
}

export interface Team {
  type?: string
  display_name?: string | null
  links?: {
    self?: Link | null
    avatar?: Link | null
    html?: Link | null
  } | null
  uuid?: string | null
  username?: string | null
  nickname?: string | null
  created_on?: string | null
}

export interface TeamProfile {
  type?: string
  username?: string | null
  display_name?: string | null
  uuid?: string | null
  nickname?: string | null
  website?: string | null
  location?: string | null
  created_on?: string | null
  links?: {
    self?: Link | null
    html?: Link | null
    avatar?: Link | null
    members?: Link | null
    repositories?: Link | null
    projects?: Link | null
    snippets?: Link | null
  } | null
}

export interface Token {
  type?: string
  uuid?: string | null
  kind?: 'api_token' | 'app_password' | null
  name?: string | null
  scopes?: string[] | null
  created_on?: string | null
  secret?: string | null
}

export interface User {
  type?: string
  display_name?: string | null
  links?: {
    self?: Link | null
    avatar?: Link | null
    html?: Link | null
  } | null
  uuid?: string | null
  account_id?: string | null
  nickname?: string | null
  created_on?: string | null
  account_status?: string | null
  location?: string | null
  is_staff?: boolean | null
  has_2fa_enabled?: boolean | null
  username?: string | null
}

export interface UserProfile {
  type?: string
  display_name?: string | null
  links?: {
    self?: Link | null
    avatar?: Link | null
    html?: Link | null
  } | null
  uuid?: string | null
  account_id?: string | null
  nickname?: string | null
  created_on?: string | null
  account_status?: string | null
  location?: string | null
  is_staff?: boolean | null
  has_2fa_enabled?: boolean | null
  username?: string | null
}

export interface V1Group {
  name?: string | null
  slug?: string | null
  permission?: string | null
  auto_add?: boolean | null
  email_forwarding_disabled?: boolean | null
  members?: V1User[] | null
  owner?: V1Team | null
  resource_uri?: string | null
}

export interface V1Team {
  display_name?: string | null
  username?: string | null
  uuid?: string | null
  is_team?: boolean | null
  is_staff?: boolean | null
  avatar?: string | null
  resource_uri?: string | null
}

export interface V1User {
  display_name?: string | null
  account_id?: string | null
  username?: string | null
  nickname?: string | null
  uuid?: string | null
  is_team?: boolean | null
  is_staff?: boolean | null
  avatar?: string | null
  resource_uri?: string | null
}

export interface Workspace {
  type?: string
  uuid?: string | null
  name?: string | null
  slug?: string | null
  is_private?: boolean | null
  is_personal?: boolean | null
  is_privacy_enforced?: boolean | null
  created_on?: string | null
  updated_on?: string | null
  forking_mode?: string | null
  links?: {
    avatar?: Link | null
    html?: Link | null
    self?: Link | null
    members?: Link | null
    owners?: Link | null
    projects?: Link | null
    repositories?: Link | null
    snippets?: Link | null
    hooks?: Link | null
  } | null
}

export interface WorkspaceAccess {
  type?: string
  administrator?: boolean | null
  workspace?: WorkspaceBase | null
}

export interface WorkspaceBase {
  type?: string
  uuid?: string | null
  slug?: string | null
  links?: {
    avatar?: Link | null
    self?: Link | null
  } | null
}

export interface WorkspaceMember {
  type?: string
  display_name?: string | null
  links?: {
    self?: Link | null
    avatar?: Link | null
    html?: Link | null
  } | null
  uuid?: string | null
  account_id?: string | null
  nickname?: string | null
  created_on?: string | null
  account_status?: string | null
  location?: string | null
  is_staff?: boolean | null
  has_2fa_enabled?: boolean | null
  username?: string | null
  email?: string | null
}

export interface WorkspaceMembership {
  type?: string
  user?: WorkspaceMember | null
  workspace?: Workspace | null
  links?: {
    self?: Link | null
  } | null
}

export interface WorkspacePermission {
  type?: string
  permission?: 'member' | 'collaborator' | 'create-project' | 'owner' | null
  user?: WorkspaceMember | null
  workspace?: Workspace | null
  links?: {
    self?: Link | null
  } | null
  added_on?: string | null
  last_accessed?: string | null
}
