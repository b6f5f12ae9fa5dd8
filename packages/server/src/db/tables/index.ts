import type { Database } from '@pail/db'
import type { Kysely } from 'kysely'
import type {
  EmailClaimRow,
  EmailRow,
  FormerUsernameRow,
  GroupMemberRow,
  GroupRow,
  MembershipRow,
  TokenRow,
  TokenUseRow,
  UserRow,
  WorkspaceRow,
} from './accounts.ts'
import type { AuditRow } from './audit.ts'
import type { CommitApprovalRow, CommitCommentRow } from './commits.ts'
import type { AddonRow, LinkerValueRow } from './connect.ts'
import type { DownloadRow } from './downloads.ts'
import type { CounterRow, EventRow, JobRow, RefIntentRow, SettingRow } from './jobs.ts'
import type { DeployKeyRow, GpgKeyRow, GpgSubkeyRow, SshKeyRow } from './keys.ts'
import type { LfsLockRow, LfsObjectRow } from './lfs.ts'
import type {
  MergeQueueRow,
  PullRequestDependencyRow,
  PullRequestMergeabilityRow,
  PullRequestMergeRow,
  ReviewGroupMemberRow,
  ReviewGroupRow,
} from './merging.ts'
import type { NotificationRow, NotificationSettingsRow } from './notifications.ts'
import type {
  ConsumerRow,
  OauthGrantRow,
  PasswordRow,
  RefreshTokenRow,
  SessionRow,
  SignInAttemptRow,
  WorkspaceAccountRow,
} from './oauth.ts'
import type { OpenIdLinkRow, OpenIdQuestionRow } from './openid.ts'
import type { EnvironmentRow, VariableRow } from './pipelines.ts'
import type {
  BranchingModelRow,
  BranchRestrictionRow,
  DefaultReviewerRow,
  RestrictionGroupRow,
  RestrictionUserRow,
} from './policy.ts'
import type { PullRequestCommentRow, PullRequestTaskRow } from './pull-request-threads.ts'
import type {
  PullRequestActivityRow,
  PullRequestCommitRow,
  PullRequestParticipantRow,
  PullRequestRow,
} from './pull-requests.ts'
import type { RateWindowRow } from './rate.ts'
import type { FormerSlugRow, GrantRow, ProjectRow, RepositoryRow, WatcherRow } from './repositories.ts'
import type { SearchIndexRow, SearchRebuildRow } from './search.ts'
import type {
  AuthenticatorAppRow,
  KeyChallengeRow,
  PendingSignInRow,
  RecoveryCodeRow,
  SecurityKeyRow,
} from './second-factors.ts'
import type { AnnotationRow, CommitStatusRow, ReportRow } from './statuses.ts'
import type { Derived } from './texts.ts'
import type { WebhookAttemptRow, WebhookDeliveryRow, WebhookPayloadRow, WebhookRow } from './webhooks.ts'

export type * from './accounts.ts'
export type * from './audit.ts'
export type * from './commits.ts'
export type * from './connect.ts'
export type * from './downloads.ts'
export type * from './jobs.ts'
export type * from './keys.ts'
export type * from './lfs.ts'
export type * from './merging.ts'
export type * from './notifications.ts'
export type * from './oauth.ts'
export type * from './openid.ts'
export type * from './pipelines.ts'
export type * from './policy.ts'
export type * from './pull-request-threads.ts'
export type * from './pull-requests.ts'
export type * from './rate.ts'
export type * from './repositories.ts'
export type * from './search.ts'
export type * from './second-factors.ts'
export type * from './statuses.ts'
export type * from './texts.ts'
export type * from './webhooks.ts'

export interface Tables extends Derived {
  users: UserRow
  emails: EmailRow
  email_claims: EmailClaimRow
  former_usernames: FormerUsernameRow
  tokens: TokenRow
  token_uses: TokenUseRow
  ssh_keys: SshKeyRow
  gpg_keys: GpgKeyRow
  gpg_subkeys: GpgSubkeyRow
  passwords: PasswordRow
  sessions: SessionRow
  sign_in_attempts: SignInAttemptRow
  authenticator_apps: AuthenticatorAppRow
  security_keys: SecurityKeyRow
  recovery_codes: RecoveryCodeRow
  pending_sign_ins: PendingSignInRow
  key_challenges: KeyChallengeRow
  openid_links: OpenIdLinkRow
  openid_questions: OpenIdQuestionRow
  workspaces: WorkspaceRow
  workspace_accounts: WorkspaceAccountRow
  memberships: MembershipRow
  groups: GroupRow
  group_members: GroupMemberRow
  projects: ProjectRow
  repositories: RepositoryRow
  consumers: ConsumerRow
  oauth_grants: OauthGrantRow
  refresh_tokens: RefreshTokenRow
  addons: AddonRow
  linker_values: LinkerValueRow
  grants: GrantRow
  former_slugs: FormerSlugRow
  watchers: WatcherRow
  deploy_keys: DeployKeyRow
  branching_models: BranchingModelRow
  branch_restrictions: BranchRestrictionRow
  branch_restriction_users: RestrictionUserRow
  branch_restriction_groups: RestrictionGroupRow
  default_reviewers: DefaultReviewerRow
  environments: EnvironmentRow
  pipeline_variables: VariableRow
  commit_approvals: CommitApprovalRow
  commit_comments: CommitCommentRow
  commit_statuses: CommitStatusRow
  reports: ReportRow
  report_annotations: AnnotationRow
  downloads: DownloadRow
  lfs_objects: LfsObjectRow
  lfs_locks: LfsLockRow
  search_indexes: SearchIndexRow
  search_rebuilds: SearchRebuildRow
  pull_requests: PullRequestRow
  pull_request_participants: PullRequestParticipantRow
  pull_request_activity: PullRequestActivityRow
  pull_request_commits: PullRequestCommitRow
  pull_request_merges: PullRequestMergeRow
  merge_queue: MergeQueueRow
  pull_request_dependencies: PullRequestDependencyRow
  review_groups: ReviewGroupRow
  review_group_members: ReviewGroupMemberRow
  pull_request_mergeability: PullRequestMergeabilityRow
  pull_request_comments: PullRequestCommentRow
  pull_request_tasks: PullRequestTaskRow
  webhooks: WebhookRow
  webhook_payloads: WebhookPayloadRow
  webhook_deliveries: WebhookDeliveryRow
  webhook_attempts: WebhookAttemptRow
  notifications: NotificationRow
  notification_settings: NotificationSettingsRow
  events: EventRow
  jobs: JobRow
  ref_intents: RefIntentRow
  settings: SettingRow
  counters: CounterRow
  audit_records: AuditRow
  rate_windows: RateWindowRow
}

/** What a store works on: a reader or a transaction. */
export type Db = Kysely<Tables>
export type PailDatabase = Database<Tables>
