// Written by scripts/generate-client.ts from the operations: change those.

export interface Link {
  href?: string
  name?: string
}

export interface AccessToken {
  type?: string
  uuid?: string | null
  kind?: 'repository_access_token' | 'project_access_token' | 'workspace_access_token' | null
  name?: string | null
  scopes?: string[] | null
  created_on?: string | null
  expires_on?: string | null
  last_used_on?: string | null
  user?: ActingUser | null
  secret?: string | null
}

export type Account = User | Team

export type ActingUser = User | AppUser

export interface Addon {
  type?: string
  uuid?: string | null
  key?: string | null
  name?: string | null
  description?: string | null
  client_key?: string | null
  shared_secret?: string | null
  base_url?: string | null
  descriptor_url?: string | null
  scopes?: string[] | null
  user?: ActingUser | null
  created_on?: string | null
  updated_on?: string | null
}

export interface AppUser {
  type?: string
  kind?: string | null
  display_name?: string | null
  links?: {
    avatar?: Link | null
  } | null
  uuid?: string | null
  account_id?: string | null
  account_status?: string | null
  created_on?: string | null
}

export interface Application {
  type?: string
  key?: string | null
  name?: string | null
  description?: string | null
  url?: string | null
  scopes?: string[] | null
  allowed_on?: string | null
}

export interface AuditRecord {
  type?: string
  id?: string | null
  created_on?: string | null
  operation?: string | null
  actor?: ActingUser | null
  actor_name?: string | null
  credential?: {
    uuid?: string | null
    kind?: string | null
  } | null
  workspace?: {
    uuid?: string | null
  } | null
  subject?: {
    uuid?: string | null
  } | null
  made?: {
    uuid?: string | null
  } | null
  path?: string | null
  details?: Record<string, unknown> | null
  address?: string | null
  user_agent?: string | null
}

export interface Author {
  type?: string
  raw?: string | null
  user?: ActingUser | null
}

export interface Branch {
  type?: string
  name?: string | null
  target?: Commit | null
  links?: {
    self?: Link | null
    commits?: Link | null
    html?: Link | null
    pullrequest_create?: Link | null
  } | null
  merge_strategies?: Array<'merge_commit' | 'squash' | 'fast_forward' | 'squash_fast_forward' | 'rebase_fast_forward' | 'rebase_merge'> | null
  sync_strategies?: Array<'merge_commit' | 'rebase'> | null
  default_merge_strategy?: 'merge_commit' | 'squash' | 'fast_forward' | 'squash_fast_forward' | 'rebase_fast_forward' | 'rebase_merge' | null
}

export interface BranchReference {
  type?: string
  name?: string | null
}

export interface ChangedFile {
  type?: string
  path?: string | null
  attributes?: string[] | null
  escaped_path?: string | null
  links?: {
    self?: Link | null
  } | null
}

export interface ClientKey {
  client_key?: string | null
}

export interface CommentInline {
  from?: number | null
  to?: number | null
  start_from?: number | null
  start_to?: number | null
  path?: string | null
}

export interface CommentReference {
  type?: string
  id?: number | null
  links?: {
    self?: Link | null
    html?: Link | null
  } | null
}

export interface Commit {
  type?: string
  hash?: string | null
  links?: {
    self?: Link | null
    html?: Link | null
    diff?: Link | null
    approve?: Link | null
    comments?: Link | null
    statuses?: Link | null
    patch?: Link | null
  } | null
  date?: string | null
  author?: Author | null
  committer?: Committer | null
  message?: string | null
  summary?: Rendered | null
  parents?: CommitReference[] | null
  repository?: Repository | null
  participants?: Participant[] | null
  signature?: CommitSignature | null
  rendered?: {
    message?: Rendered | null
  } | null
  properties?: Record<string, never> | null
}

export interface CommitComment {
  type?: string
  id?: number | null
  created_on?: string | null
  updated_on?: string | null
  content?: Rendered | null
  user?: ActingUser | null
  deleted?: boolean | null
  parent?: CommentReference | null
  inline?: CommentInline | null
  commit?: CommitReference | null
  links?: {
    self?: Link | null
    html?: Link | null
    code?: Link | null
  } | null
}

export interface CommitDirectory {
  type?: string
  path?: string | null
  commit?: Commit | null
  escaped_path?: string | null
  links?: {
    self?: Link | null
    meta?: Link | null
  } | null
  last_commit?: Commit | null
}

export interface CommitFile {
  type?: string
  path?: string | null
  commit?: Commit | null
  attributes?: string[] | null
  escaped_path?: string | null
  size?: number | null
  mimetype?: string | null
  links?: {
    self?: Link | null
    meta?: Link | null
    history?: Link | null
  } | null
  last_commit?: Commit | null
}

export interface CommitReference {
  type?: string
  hash?: string | null
  links?: {
    self?: Link | null
    html?: Link | null
  } | null
}

export interface CommitSignature {
  type?: string
  verified?: boolean | null
  reason?: 'valid' | 'unsigned' | 'unknown_signature_type' | 'malformed_signature' | 'unknown_key' | 'expired_key' | 'invalid' | 'unverified_email' | null
  signer?: User | null
}

export interface Committer {
  type?: string
  raw?: string | null
  user?: ActingUser | null
}

export interface Consumer {
  type?: string
  uuid?: string | null
  key?: string | null
  secret?: string | null
  name?: string | null
  description?: string | null
  url?: string | null
  callback_url?: string | null
  is_private?: boolean | null
  scopes?: string[] | null
  created_on?: string | null
}

export interface DeployKey {
  type?: string
  id?: number | null
  key?: string | null
  label?: string | null
  comment?: string | null
  created_on?: string | null
  added_on?: string | null
  last_used?: string | null
  repository?: Repository | null
  owner?: User | null
  links?: {
    self?: Link | null
  } | null
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

export interface Diffstat {
  type?: string
  status?: 'added' | 'removed' | 'modified' | 'renamed' | 'merge conflict' | 'rename conflict' | 'rename/delete conflict' | 'local deleted' | 'remote deleted' | 'subrepo conflict' | null
  lines_added?: number | null
  lines_removed?: number | null
  old?: ChangedFile | null
  new?: ChangedFile | null
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

export interface EmailConfirmationCode {
  type?: string
  email?: string | null
  code?: string | null
  link?: string | null
  expires_on?: string | null
}

export interface FileConflict {
  path?: string | null
  scenario?: string | null
  message?: string | null
}

export interface FileVersion {
  type?: string
  path?: string | null
  commit?: Commit | null
  attributes?: string[] | null
  escaped_path?: string | null
  size?: number | null
  mimetype?: string | null
  links?: {
    self?: Link | null
    meta?: Link | null
    history?: Link | null
  } | null
  last_commit?: Commit | null
}

export interface GPGAccountKey {
  type?: string
  fingerprint?: string | null
  key_id?: string | null
  parent_fingerprint?: string | null
  name?: string | null
  comment?: string | null
  created_on?: string | null
  expires_on?: string | null
  added_on?: string | null
  last_used?: string | null
  owner?: User | null
  key?: string | null
  subkeys?: GPGAccountKey[] | null
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

export interface Linker {
  type?: string
  key?: string | null
  name?: string | null
  links?: {
    self?: Link | null
    values?: Link | null
  } | null
}

export interface LinkerValue {
  type?: string
  id?: number | null
  value?: string | null
  links?: {
    self?: Link | null
  } | null
}

export interface Participant {
  type?: string
  user?: ActingUser | null
  role?: 'PARTICIPANT' | 'REVIEWER' | null
  approved?: boolean | null
  state?: string | null
  participated_on?: string | null
}

export type PathVersion = FileVersion | CommitDirectory

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

export interface ProjectDeployKey {
  type?: string
  id?: number | null
  key?: string | null
  label?: string | null
  comment?: string | null
  created_on?: string | null
  added_on?: string | null
  last_used?: string | null
  project?: Project | null
  created_by?: User | null
  links?: {
    self?: Link | null
  } | null
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

export type Ref = Branch | Tag

export interface Rendered {
  type?: string
  raw?: string | null
  markup?: string | null
  html?: string | null
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
  mainbranch?: BranchReference | null
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

export interface SshAccountKey {
  type?: string
  uuid?: string | null
  key?: string | null
  fingerprint?: string | null
  comment?: string | null
  label?: string | null
  created_on?: string | null
  expires_on?: string | null
  last_used?: string | null
  owner?: User | null
  links?: {
    self?: Link | null
  } | null
}

export interface Tag {
  type?: string
  name?: string | null
  message?: string | null
  date?: string | null
  tagger?: Author | null
  target?: Commit | null
  links?: {
    self?: Link | null
    commits?: Link | null
    html?: Link | null
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
  expires_on?: string | null
  last_used_on?: string | null
  secret?: string | null
}

export type Treeentry = CommitFile | CommitDirectory

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
