// Written by scripts/generate-client.ts from the operations: change those.

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
    self?: {
      href?: string
      name?: string
    } | null
  } | null
}

export interface Person {
  type?: string
  display_name?: string | null
  links?: {
    self?: {
      href?: string
      name?: string
    } | null
    avatar?: {
      href?: string
      name?: string
    } | null
    html?: {
      href?: string
      name?: string
    } | null
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
    self?: {
      href?: string
      name?: string
    } | null
    html?: {
      href?: string
      name?: string
    } | null
    repositories?: {
      href?: string
      name?: string
    } | null
    avatar?: {
      href?: string
      name?: string
    } | null
  } | null
  description?: string | null
  is_private?: boolean | null
  created_on?: string | null
  updated_on?: string | null
  has_publicly_visible_repos?: boolean | null
  owner?: unknown
  workspace?: unknown
}

export interface Repository {
  type?: string
  full_name?: string | null
  links?: {
    self?: {
      href?: string
      name?: string
    } | null
    html?: {
      href?: string
      name?: string
    } | null
    avatar?: {
      href?: string
      name?: string
    } | null
    pullrequests?: {
      href?: string
      name?: string
    } | null
    commits?: {
      href?: string
      name?: string
    } | null
    forks?: {
      href?: string
      name?: string
    } | null
    watchers?: {
      href?: string
      name?: string
    } | null
    branches?: {
      href?: string
      name?: string
    } | null
    tags?: {
      href?: string
      name?: string
    } | null
    downloads?: {
      href?: string
      name?: string
    } | null
    source?: {
      href?: string
      name?: string
    } | null
    hooks?: {
      href?: string
      name?: string
    } | null
    issues?: {
      href?: string
      name?: string
    } | null
    clone?: Array<{
      href?: string
      name?: string
    }> | null
  } | null
  name?: string | null
  uuid?: string | null
  slug?: string | null
  description?: string | null
  scm?: string | null
  website?: string | null
  owner?: unknown
  workspace?: unknown
  is_private?: boolean | null
  project?: unknown
  fork_policy?: 'allow_forks' | 'no_public_forks' | 'no_forks' | null
  created_on?: string | null
  updated_on?: string | null
  size?: number | null
  language?: string | null
  mainbranch?: unknown
  override_settings?: {
    default_merge_strategy?: boolean | null
    branching_model?: boolean | null
  } | null
  parent?: unknown
  has_issues?: boolean | null
  has_wiki?: boolean | null
}

export interface Team {
  type?: string
  display_name?: string | null
  links?: {
    self?: {
      href?: string
      name?: string
    } | null
    avatar?: {
      href?: string
      name?: string
    } | null
    html?: {
      href?: string
      name?: string
    } | null
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
    self?: {
      href?: string
      name?: string
    } | null
    html?: {
      href?: string
      name?: string
    } | null
    avatar?: {
      href?: string
      name?: string
    } | null
    members?: {
      href?: string
      name?: string
    } | null
    repositories?: {
      href?: string
      name?: string
    } | null
    projects?: {
      href?: string
      name?: string
    } | null
    snippets?: {
      href?: string
      name?: string
    } | null
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
    self?: {
      href?: string
      name?: string
    } | null
    avatar?: {
      href?: string
      name?: string
    } | null
    html?: {
      href?: string
      name?: string
    } | null
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
    self?: {
      href?: string
      name?: string
    } | null
    avatar?: {
      href?: string
      name?: string
    } | null
    html?: {
      href?: string
      name?: string
    } | null
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
  owner?: unknown
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
    avatar?: {
      href?: string
      name?: string
    } | null
    html?: {
      href?: string
      name?: string
    } | null
    self?: {
      href?: string
      name?: string
    } | null
    members?: {
      href?: string
      name?: string
    } | null
    owners?: {
      href?: string
      name?: string
    } | null
    projects?: {
      href?: string
      name?: string
    } | null
    repositories?: {
      href?: string
      name?: string
    } | null
    snippets?: {
      href?: string
      name?: string
    } | null
    hooks?: {
      href?: string
      name?: string
    } | null
  } | null
}

export interface WorkspaceAccess {
  type?: string
  administrator?: boolean | null
  workspace?: unknown
}

export interface WorkspaceBase {
  type?: string
  uuid?: string | null
  slug?: string | null
  links?: {
    avatar?: {
      href?: string
      name?: string
    } | null
    self?: {
      href?: string
      name?: string
    } | null
  } | null
}

export interface WorkspaceMember {
  type?: string
  display_name?: string | null
  links?: {
    self?: {
      href?: string
      name?: string
    } | null
    avatar?: {
      href?: string
      name?: string
    } | null
    html?: {
      href?: string
      name?: string
    } | null
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
  user?: unknown
  workspace?: unknown
  links?: {
    self?: {
      href?: string
      name?: string
    } | null
  } | null
}

export interface WorkspacePermission {
  type?: string
  permission?: 'member' | 'collaborator' | 'create-project' | 'owner' | null
  user?: unknown
  workspace?: unknown
  links?: {
    self?: {
      href?: string
      name?: string
    } | null
  } | null
  added_on?: string | null
  last_accessed?: string | null
}
