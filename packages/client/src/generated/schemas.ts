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

export interface BranchingModel {
  type?: string
  development?: BranchingModelBranch | null
  production?: BranchingModelBranch | null
  branch_types?: BranchingModelBranchType[] | null
  links?: {
    self?: Link | null
  } | null
}

export interface BranchingModelBranch {
  name?: string | null
  use_mainbranch?: boolean | null
  branch?: Branch | null
}

export interface BranchingModelBranchType {
  kind?: 'release' | 'hotfix' | 'feature' | 'bugfix' | null
  prefix?: string | null
}

export interface BranchingModelSetBranch {
  enabled?: boolean | null
  is_valid?: boolean | null
  name?: string | null
  use_mainbranch?: boolean | null
}

export interface BranchingModelSetBranchType {
  kind?: 'release' | 'hotfix' | 'feature' | 'bugfix' | null
  enabled?: boolean | null
  prefix?: string | null
}

export interface BranchingModelSettings {
  type?: string
  development?: BranchingModelSetBranch | null
  production?: BranchingModelSetBranch | null
  branch_types?: BranchingModelSetBranchType[] | null
  default_branch_deletion?: string | null
  links?: {
    self?: Link | null
  } | null
}

export interface Branchrestriction {
  type?: string
  id?: number | null
  kind?: 'push' | 'force' | 'delete' | 'restrict_merges' | 'require_approvals_to_merge' | 'require_default_reviewer_approvals_to_merge' | 'require_review_group_approvals_to_merge' | 'require_no_changes_requested' | 'require_tasks_to_be_completed' | 'require_all_comments_resolved' | 'require_passing_builds_to_merge' | 'require_commits_behind' | 'require_all_dependencies_merged' | 'reset_pullrequest_approvals_on_change' | 'smart_reset_pullrequest_approvals' | 'reset_pullrequest_changes_requested_on_change' | 'enforce_merge_checks' | 'allow_auto_merge_when_builds_pass' | null
  branch_match_kind?: 'glob' | 'branching_model' | null
  branch_type?: 'development' | 'production' | 'release' | 'hotfix' | 'feature' | 'bugfix' | null
  pattern?: string | null
  value?: number | null
  users?: User[] | null
  groups?: Group[] | null
  links?: {
    self?: Link | null
  } | null
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

export interface CodeOwners {
  type?: string
  path?: string | null
  rules?: CodeOwnersRule[] | null
  complaints?: CodeOwnersComplaint[] | null
}

export interface CodeOwnersComplaint {
  line?: number | null
  message?: string | null
}

export interface CodeOwnersRule {
  line?: number | null
  pattern?: string | null
  owners?: string[] | null
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

export interface CommentResolution {
  type?: string
  user?: ActingUser | null
  created_on?: string | null
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
  content?: Spoken | null
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

export interface Commitstatus {
  type?: string
  key?: string | null
  state?: 'FAILED' | 'INPROGRESS' | 'STOPPED' | 'SUCCESSFUL' | null
  name?: string | null
  description?: string | null
  refname?: string | null
  url?: string | null
  created_on?: string | null
  updated_on?: string | null
  commit?: CommitReference | null
  repository?: Repository | null
  links?: {
    self?: Link | null
    commit?: Link | null
  } | null
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

export interface DefaultReviewer {
  type?: string
  user?: User | null
  reviewer_type?: 'repository' | 'project' | null
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

export interface Download {
  type?: string
  name?: string | null
  size?: number | null
  created_on?: string | null
  user?: ActingUser | null
  downloads?: number | null
  links?: {
    self?: Link | null
  } | null
}

export interface EffectiveRepoBranchingModel {
  type?: string
  development?: BranchingModelBranch | null
  production?: BranchingModelBranch | null
  branch_types?: BranchingModelBranchType[] | null
  links?: {
    self?: Link | null
  } | null
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

export interface FoundPerson {
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
  matches?: Array<{
    field: string
    segments: Array<{
      text: string
      match?: boolean
    }>
  }> | null
}

export interface FoundPullrequest {
  type?: string
  id?: number | null
  title?: string | null
  draft?: boolean | null
  links?: {
    self?: Link | null
    html?: Link | null
    commits?: Link | null
    approve?: Link | null
    'request-changes'?: Link | null
    diff?: Link | null
    diffstat?: Link | null
    comments?: Link | null
    activity?: Link | null
    merge?: Link | null
    decline?: Link | null
    statuses?: Link | null
  } | null
  description?: string | null
  state?: 'OPEN' | 'MERGED' | 'DECLINED' | 'SUPERSEDED' | null
  queued?: boolean | null
  author?: ActingUser | null
  source?: PullrequestEndpoint | null
  destination?: PullrequestEndpoint | null
  merge_commit?: CommitReference | null
  closed_by?: ActingUser | null
  reason?: string | null
  close_source_branch?: boolean | null
  comment_count?: number | null
  task_count?: number | null
  created_on?: string | null
  updated_on?: string | null
  summary?: Spoken | null
  rendered?: {
    title?: Rendered | null
    description?: Spoken | null
    reason?: Spoken | null
  } | null
  reviewers?: ActingUser[] | null
  participants?: Participant[] | null
  matches?: Array<{
    field: string
    segments: Array<{
      text: string
      match?: boolean
    }>
  }> | null
}

export interface FoundRepository {
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
  matches?: Array<{
    field: string
    segments: Array<{
      text: string
      match?: boolean
    }>
  }> | null
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

export interface HookEvent {
  event?: string | null
  category?: string | null
  label?: string | null
  description?: string | null
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

export interface MergeCheck {
  kind?: string | null
  restriction?: number | null
  required?: number | null
  actual?: number | null
  message?: string | null
}

export interface MergeChecks {
  mergeable?: boolean | null
  merge?: 'clean' | 'conflicts' | 'unrelated' | null
  checks_enforced?: boolean | null
  failed_checks?: MergeCheck[] | null
  obstacle?: string | null
}

export interface MergeQueueEntry {
  pull_request?: Pullrequest | null
  destination?: string | null
  waits_for?: 'turn' | 'builds' | null
  branch?: string | null
  commit?: string | null
  merge_strategy?: string | null
  added_by?: ActingUser | null
  added_on?: string | null
  links?: {
    task?: {
      href?: string | null
    } | null
  } | null
}

export interface MergeTask {
  task_status?: 'PENDING' | 'SUCCESS' | null
  merge_result?: Pullrequest | null
  links?: {
    self?: Link | null
  } | null
}

export interface Notification {
  type?: string
  id?: string | null
  reason?: 'review_requested' | 'mentioned' | 'replied' | 'changes_requested' | 'approved' | 'merged' | 'declined' | 'commented' | 'opened' | null
  read?: boolean | null
  created_on?: string | null
  actor?: ActingUser | null
  repository?: Repository | null
  pullrequest?: Pullrequest | null
  comment?: PullrequestComment | null
  links?: {
    self?: Link | null
  } | null
}

export interface NotificationSettings {
  type?: string
  sends_mail?: boolean | null
  review_requested?: NotificationWays | null
  mentioned?: NotificationWays | null
  replied?: NotificationWays | null
  changes_requested?: NotificationWays | null
  approved?: NotificationWays | null
  merged?: NotificationWays | null
  declined?: NotificationWays | null
  commented?: NotificationWays | null
  opened?: NotificationWays | null
}

export interface NotificationWays {
  inbox?: boolean | null
  mail?: boolean | null
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

export interface ProjectBranchingModel {
  type?: string
  development?: ProjectBranchingModelBranch | null
  production?: ProjectBranchingModelBranch | null
  branch_types?: BranchingModelBranchType[] | null
  links?: {
    self?: Link | null
  } | null
}

export interface ProjectBranchingModelBranch {
  name?: string | null
  use_mainbranch?: boolean | null
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

export interface Pullrequest {
  type?: string
  id?: number | null
  title?: string | null
  draft?: boolean | null
  links?: {
    self?: Link | null
    html?: Link | null
    commits?: Link | null
    approve?: Link | null
    'request-changes'?: Link | null
    diff?: Link | null
    diffstat?: Link | null
    comments?: Link | null
    activity?: Link | null
    merge?: Link | null
    decline?: Link | null
    statuses?: Link | null
  } | null
  description?: string | null
  state?: 'OPEN' | 'MERGED' | 'DECLINED' | 'SUPERSEDED' | null
  queued?: boolean | null
  author?: ActingUser | null
  source?: PullrequestEndpoint | null
  destination?: PullrequestEndpoint | null
  merge_commit?: CommitReference | null
  closed_by?: ActingUser | null
  reason?: string | null
  close_source_branch?: boolean | null
  comment_count?: number | null
  task_count?: number | null
  created_on?: string | null
  updated_on?: string | null
  summary?: Spoken | null
  rendered?: {
    title?: Rendered | null
    description?: Spoken | null
    reason?: Spoken | null
  } | null
  reviewers?: ActingUser[] | null
  participants?: Participant[] | null
}

export interface PullrequestActivity {
  pull_request?: Pullrequest | null
  update?: PullrequestUpdate | null
  approval?: PullrequestVerdict | null
  changes_requested?: PullrequestVerdict | null
  comment?: PullrequestComment | null
}

export interface PullrequestChanges {
  title?: {
    old: string
    new: string
  } | null
  description?: {
    old: string
    new: string
  } | null
  status?: {
    old: string
    new: string
  } | null
  draft?: {
    old: boolean
    new: boolean
  } | null
  close_source_branch?: {
    old: boolean
    new: boolean
  } | null
  source?: PullrequestEndpointChange | null
  destination?: PullrequestEndpointChange | null
  reviewers?: PullrequestReviewersChange | null
}

export interface PullrequestComment {
  type?: string
  id?: number | null
  created_on?: string | null
  updated_on?: string | null
  content?: Spoken | null
  user?: ActingUser | null
  deleted?: boolean | null
  parent?: PullrequestCommentReference | null
  inline?: PullrequestCommentInline | null
  pending?: boolean | null
  resolution?: CommentResolution | null
  pullrequest?: Pullrequest | null
  links?: {
    self?: Link | null
    html?: Link | null
    code?: Link | null
  } | null
}

export interface PullrequestCommentInline {
  from?: number | null
  to?: number | null
  start_from?: number | null
  start_to?: number | null
  path?: string | null
  outdated?: boolean | null
  context_lines?: string | null
  src_rev?: string | null
  dest_rev?: string | null
  base_rev?: string | null
}

export interface PullrequestCommentReference {
  type?: string
  id?: number | null
  links?: {
    self?: Link | null
    html?: Link | null
  } | null
}

export interface PullrequestCommentTask {
  id?: number | null
  created_on?: string | null
  updated_on?: string | null
  state?: 'RESOLVED' | 'UNRESOLVED' | null
  content?: Spoken | null
  creator?: ActingUser | null
  pending?: boolean | null
  resolved_on?: string | null
  resolved_by?: ActingUser | null
  comment?: PullrequestCommentReference | null
  links?: {
    self?: Link | null
    html?: Link | null
  } | null
}

export interface PullrequestDependency {
  pull_request?: Pullrequest | null
  stacked?: boolean | null
}

export interface PullrequestEndpoint {
  branch?: PullrequestEndpointBranch | null
  commit?: CommitReference | null
  repository?: Repository | null
}

export interface PullrequestEndpointBranch {
  name?: string | null
  merge_strategies?: Array<'merge_commit' | 'squash' | 'fast_forward' | 'squash_fast_forward' | 'rebase_fast_forward' | 'rebase_merge'> | null
  default_merge_strategy?: 'merge_commit' | 'squash' | 'fast_forward' | 'squash_fast_forward' | 'rebase_fast_forward' | 'rebase_merge' | null
}

export interface PullrequestEndpointChange {
  old?: PullrequestEndpoint | null
  new?: PullrequestEndpoint | null
}

export interface PullrequestReviewersChange {
  added?: ActingUser[] | null
  removed?: ActingUser[] | null
}

export interface PullrequestUpdate {
  state?: string | null
  draft?: boolean | null
  title?: string | null
  description?: string | null
  reviewers?: ActingUser[] | null
  changes?: PullrequestChanges | null
  reason?: string | null
  author?: ActingUser | null
  date?: string | null
  destination?: PullrequestEndpoint | null
  source?: PullrequestEndpoint | null
}

export interface PullrequestVerdict {
  date?: string | null
  user?: ActingUser | null
  pullrequest?: Pullrequest | null
}

export type Ref = Branch | Tag

export interface Rendered {
  type?: string
  raw?: string | null
  markup?: string | null
  html?: string | null
}

export interface Report {
  type?: string
  uuid?: string | null
  external_id?: string | null
  report_type?: 'SECURITY' | 'COVERAGE' | 'TEST' | 'BUG' | null
  title?: string | null
  details?: string | null
  reporter?: string | null
  result?: 'PASSED' | 'FAILED' | 'PENDING' | null
  link?: string | null
  logo_url?: string | null
  remote_link_enabled?: boolean | null
  data?: ReportData[] | null
  created_by?: ActingUser | null
  commit?: CommitReference | null
  created_on?: string | null
  updated_on?: string | null
}

export interface ReportAnnotation {
  type?: string
  uuid?: string | null
  external_id?: string | null
  annotation_type?: 'VULNERABILITY' | 'CODE_SMELL' | 'BUG' | null
  summary?: string | null
  details?: string | null
  result?: 'PASSED' | 'FAILED' | 'SKIPPED' | 'IGNORED' | null
  severity?: 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW' | null
  path?: string | null
  line?: number | null
  link?: string | null
  created_on?: string | null
  updated_on?: string | null
}

export interface ReportData {
  title?: string | null
  type?: 'BOOLEAN' | 'DATE' | 'DURATION' | 'LINK' | 'NUMBER' | 'PERCENTAGE' | 'TEXT' | null
  value?: boolean | number | string | {
    text: string
    href: string
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

export interface ReviewGroup {
  type?: string
  uuid?: string | null
  name?: string | null
  members?: ActingUser[] | null
  created_on?: string | null
  links?: {
    self?: Link | null
  } | null
}

export interface SearchCodeSearchResult {
  type?: string
  content_match_count?: number | null
  content_matches?: SearchContentMatch[] | null
  path_matches?: SearchSegment[] | null
  file?: SearchFile | null
}

export interface SearchContentMatch {
  lines?: SearchLine[] | null
}

export interface SearchFile {
  path?: string | null
  type?: string | null
  links?: {
    self?: Link | null
  } | null
  commit?: Commit | null
  escaped_path?: string | null
}

export interface SearchLine {
  line?: number | null
  segments?: SearchSegment[] | null
}

export interface SearchReindex {
  type?: string
  state?: string | null
  started_on?: string | null
  repositories?: number | null
  done?: number | null
  failing?: number | null
}

export interface SearchResultPage {
  size?: number | null
  page?: number | null
  pagelen?: number | null
  query_substituted?: boolean | null
  next?: string | null
  previous?: string | null
  values?: SearchCodeSearchResult[] | null
}

export interface SearchSegment {
  text?: string | null
  match?: boolean | null
}

export interface SearchState {
  type?: string
  repositories?: number | null
  indexed?: number | null
  waiting?: number | null
  failing?: number | null
  last_error?: string | null
  reindex?: SearchReindex | null
}

export interface SecondFactor {
  type?: string
  uuid?: string | null
  kind?: 'authenticator_app' | 'security_key' | null
  name?: string | null
  created_on?: string | null
  last_used_on?: string | null
}

export interface Spoken {
  type?: string
  raw?: string | null
  markup?: string | null
  html?: string | null
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

export interface SubjectTypes {
  repository?: {
    events?: {
      href: string
    } | null
  } | null
  workspace?: {
    events?: {
      href: string
    } | null
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

export interface WebhookAttempt {
  number?: number | null
  started_on?: string | null
  duration_in_ms?: number | null
  status?: number | null
  error?: string | null
  request?: {
    headers?: Record<string, never> | null
  } | null
  response?: {
    headers?: Record<string, never> | null
    body?: string | null
  } | null
}

export interface WebhookDelivery {
  type?: string
  id?: string | null
  event?: string | null
  request_uuid?: string | null
  state?: 'PENDING' | 'DELIVERED' | 'FAILED' | null
  redelivery_of?: string | null
  event_on?: string | null
  created_on?: string | null
  finished_on?: string | null
  attempts?: WebhookAttempt[] | null
  body?: string | null
}

export type WebhookSubject = Repository | Workspace | User

export interface WebhookSubscription {
  type?: string
  uuid?: string | null
  url?: string | null
  description?: string | null
  subject_type?: 'repository' | 'workspace' | 'user' | null
  subject?: WebhookSubject | null
  active?: boolean | null
  created_at?: string | null
  events?: Array<'repo:push' | 'repo:fork' | 'repo:updated' | 'repo:transfer' | 'repo:created' | 'repo:deleted' | 'repo:imported' | 'repo:commit_comment_created' | 'repo:commit_status_created' | 'repo:commit_status_updated' | 'pullrequest:created' | 'pullrequest:updated' | 'pullrequest:push' | 'pullrequest:approved' | 'pullrequest:unapproved' | 'pullrequest:changes_request_created' | 'pullrequest:changes_request_removed' | 'pullrequest:fulfilled' | 'pullrequest:rejected' | 'pullrequest:comment_created' | 'pullrequest:comment_updated' | 'pullrequest:comment_deleted' | 'pullrequest:comment_resolved' | 'pullrequest:comment_reopened' | 'issue:created' | 'issue:updated' | 'issue:comment_created' | 'pipeline:span_created' | 'project:updated'> | null
  links?: {
    self?: Link | null
  } | null
  secret_set?: boolean | null
  skip_cert_verification?: boolean | null
  history_enabled?: boolean | null
  source?: string | null
  read_only?: boolean | null
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
