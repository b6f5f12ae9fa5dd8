import { writeUses } from './auth/last-use.ts'
import { docsPages } from './docs/pages.ts'
import { type BlobRows, forgetUnneeded, tidyBlobs } from './kernel/blobs.ts'
import type { Reaction } from './kernel/events.ts'
import type { AnyJob } from './kernel/jobs.ts'
import type { Operation } from './kernel/operation.ts'
import type { PublicPage } from './kernel/page.ts'
import type { Payload } from './kernel/payload.ts'
import { forgetOldWindows } from './kernel/rate/spend.ts'
import type { Schedule } from './kernel/schedule.ts'
import type { SealedRows } from './kernel/secrets.ts'
import type { Duties, Lane } from './kernel/worker.ts'
import { pages as openIdAccountPages } from './resources/accounts/openid/account-page.ts'
import { pages as openIdPages } from './resources/accounts/openid/pages.ts'
import { forgetOldQuestions } from './resources/accounts/openid/store.ts'
import { routes as accounts } from './resources/accounts/routes.ts'
import { routes as addon } from './resources/addon/routes.ts'
import { routes as audit } from './resources/audit/routes.ts'
import { forgetGroups } from './resources/branch-restrictions/forget.ts'
import { routes as branchRestrictions } from './resources/branch-restrictions/routes.ts'
import { routes as activeModel } from './resources/branching-model/active/routes.ts'
import { routes as branchingModel } from './resources/branching-model/routes.ts'
import { routes as codeOwners } from './resources/code-owners/told/routes.ts'
import { payloads as statusPayloads } from './resources/commit-statuses/payloads.ts'
import { routes as statuses } from './resources/commit-statuses/routes.ts'
import { payloads as commentPayloads } from './resources/commits/comments/payloads.ts'
import { routes as diffs } from './resources/commits/diff/routes.ts'
import { routes as commits } from './resources/commits/routes.ts'
import { noteSigningKeys } from './resources/commits/signature/note-use.ts'
import { routes as defaultReviewers } from './resources/default-reviewers/routes.ts'
import { pages as downloadPages } from './resources/downloads/page.ts'
import { routes as downloads } from './resources/downloads/routes.ts'
import { blobRows as downloadBlobs } from './resources/downloads/store.ts'
import { routes as webDownloads } from './resources/downloads/web/routes.ts'
import { payloads as forkPayloads } from './resources/forks/payloads.ts'
import { routes as forks } from './resources/forks/routes.ts'
import { takeOver } from './resources/lfs/merged/take-over.ts'
import { blobRows as lfsBlobs } from './resources/lfs/store.ts'
import { deliver } from './resources/notifications/mail/deliver.ts'
import { reactions as notifying } from './resources/notifications/notify.ts'
import { routes as notifications } from './resources/notifications/routes.ts'
import { routes as notificationSettings } from './resources/notifications/settings/routes.ts'
import { forgetOldNotifications } from './resources/notifications/upkeep.ts'
import { routes as applications } from './resources/oauth/applications/routes.ts'
import { pages as oauthPages } from './resources/oauth/pages.ts'
import { forgetOldGrants } from './resources/oauth/upkeep.ts'
import { routes as variables } from './resources/pipelines/variables/routes.ts'
import { sealedRows as sealedVariables } from './resources/pipelines/variables/store.ts'
import { pages as projectPages } from './resources/projects/avatar-page.ts'
import { routes as projectDeployKeys } from './resources/projects/deploy-keys/routes.ts'
import { payloads as projectPayloads } from './resources/projects/payloads.ts'
import { routes as projects } from './resources/projects/routes.ts'
import { payloads as pullRequestCommentPayloads } from './resources/pull-requests/comments/payloads.ts'
import { routes as pullRequestComments } from './resources/pull-requests/comments/routes.ts'
import { routes as suggestions } from './resources/pull-requests/comments/suggestions/routes.ts'
import { routes as dependencies } from './resources/pull-requests/dependencies/routes.ts'
import { supersede } from './resources/pull-requests/follow/supersede.ts'
import { refreshMergeability } from './resources/pull-requests/merge/mergeability.ts'
import { routes as merging } from './resources/pull-requests/merge/routes.ts'
import { settleOldMerges } from './resources/pull-requests/merge/settle.ts'
import { payloads as pullRequestPayloads } from './resources/pull-requests/payloads.ts'
import { prepareComparison } from './resources/pull-requests/prepare.ts'
import { advanceQueue } from './resources/pull-requests/queue/advance.ts'
import { nudgeAllQueues } from './resources/pull-requests/queue/nudge.ts'
import { routes as queue } from './resources/pull-requests/queue/routes.ts'
import { reactions as pullRequestReactions } from './resources/pull-requests/reactions.ts'
import { routes as pullRequests } from './resources/pull-requests/routes.ts'
import { routes as tasks } from './resources/pull-requests/tasks/routes.ts'
import { finishOldIntents } from './resources/refs/landing/intents.ts'
import { payloads as pushPayloads } from './resources/refs/payloads.ts'
import { routes as refs } from './resources/refs/routes.ts'
import { routes as annotations } from './resources/reports/annotations/routes.ts'
import { routes as reports } from './resources/reports/routes.ts'
import { pages as repositoryPages } from './resources/repositories/avatar-page.ts'
import { routes as deployKeys } from './resources/repositories/deploy-keys/routes.ts'
import { routes as environments } from './resources/repositories/environments/routes.ts'
import { maintain, removeStorage } from './resources/repositories/jobs.ts'
import { payloads as repositoryPayloads } from './resources/repositories/payloads.ts'
import { routes as repositories } from './resources/repositories/routes.ts'
import { routes as reviewGroups } from './resources/review-groups/routes.ts'
import { building, updating } from './resources/search/code/indexing/lanes.ts'
import { reactions as searchReactions } from './resources/search/code/indexing/reactions.ts'
import { repairing } from './resources/search/code/indexing/repair.ts'
import { routes as codeSearch } from './resources/search/code/routes.ts'
import { routes as searchUpkeep } from './resources/search/code/upkeep/routes.ts'
import { routes as finding } from './resources/search/routes.ts'
import { routes as source } from './resources/source/routes.ts'
import { routes as web } from './resources/source/web/routes.ts'
import { routes as writing } from './resources/source/writing/routes.ts'
import { pages as userPages } from './resources/users/avatar/page.ts'
import { deliverCode, mailCode } from './resources/users/emails/deliver.ts'
import { pages as emailPages } from './resources/users/emails/page.ts'
import { pages as gpgKeyPages } from './resources/users/gpg-keys/page.ts'
import { routes as gpgKeys } from './resources/users/gpg-keys/routes.ts'
import { routes as users } from './resources/users/routes.ts'
import { sealedRows as sealedApps } from './resources/users/second-factors/apps.ts'
import { pages as secondFactorPages } from './resources/users/second-factors/pages.ts'
import { routes as secondFactors } from './resources/users/second-factors/routes.ts'
import { forgetOldAttempts } from './resources/users/sessions/attempts.ts'
import { pages as signInPages } from './resources/users/sessions/pages.ts'
import { pages as sshKeyPages } from './resources/users/ssh-keys/page.ts'
import { routes as sshKeys } from './resources/users/ssh-keys/routes.ts'
import { pages as tokenPages } from './resources/users/tokens/page.ts'
import { announcing } from './resources/webhooks/deliveries/announce.ts'
import { sending } from './resources/webhooks/deliveries/lane.ts'
import { routes as deliveries } from './resources/webhooks/deliveries/routes.ts'
import { forgetOldDeliveries } from './resources/webhooks/deliveries/upkeep.ts'
import { routes as webhooks } from './resources/webhooks/routes.ts'
import { sealedRows as sealedHooks } from './resources/webhooks/store.ts'
import { farewell } from './resources/workspaces/addons/lifecycle.ts'
import { sealedRows as sealedAddons } from './resources/workspaces/addons/store.ts'
import { pages as workspacePages } from './resources/workspaces/avatar-page.ts'
import { routes as workspaces } from './resources/workspaces/routes.ts'

/** What a slice brings to the whole. */
export interface Slice {
  /** Its folder below `src`. */
  name: string
  routes?: readonly Operation[]
  pages?: readonly PublicPage[]
  reactions?: Readonly<Record<string, Reaction>>
  /** What is told outside of the events that it publishes, by their keys. */
  payloads?: Readonly<Record<string, Payload>>
  jobs?: readonly unknown[]
  schedules?: readonly Schedule[]
  lanes?: readonly Lane[]
  /** Where it keeps what is sealed. */
  sealed?: readonly SealedRows[]
  /** Its rows that speak of contents. */
  blobs?: readonly BlobRows[]
}

/** Every slice, lowest first: a slice may import only from those before it. */
export const slices: readonly Slice[] = [
  {
    name: 'resources/users',
    routes: [...users, ...sshKeys, ...gpgKeys, ...secondFactors],
    pages: [
      ...userPages,
      ...signInPages,
      ...secondFactorPages,
      ...emailPages,
      ...tokenPages,
      ...sshKeyPages,
      ...gpgKeyPages,
    ],
    schedules: [writeUses, forgetOldWindows, forgetOldAttempts],
    reactions: { 'user:email_confirmation': mailCode },
    jobs: [deliverCode],
    sealed: [sealedApps],
  },
  {
    name: 'resources/workspaces',
    routes: workspaces,
    pages: workspacePages,
    jobs: [farewell],
    sealed: [sealedAddons],
  },
  { name: 'resources/addon', routes: addon },
  {
    name: 'resources/projects',
    routes: [...projects, ...projectDeployKeys],
    pages: projectPages,
    payloads: projectPayloads,
  },
  {
    name: 'resources/accounts',
    routes: accounts,
    pages: [...openIdPages, ...openIdAccountPages],
    schedules: [forgetOldQuestions],
  },
  { name: 'resources/audit', routes: audit },
  { name: 'resources/oauth', routes: applications, pages: oauthPages, schedules: [forgetOldGrants] },
  {
    name: 'resources/repositories',
    routes: [...repositories, ...environments, ...deployKeys],
    pages: repositoryPages,
    payloads: repositoryPayloads,
    jobs: [maintain, removeStorage],
  },
  { name: 'resources/branching-model', routes: branchingModel },
  {
    name: 'resources/branch-restrictions',
    routes: branchRestrictions,
    reactions: { 'repo:transfer': forgetGroups },
  },
  { name: 'resources/default-reviewers', routes: defaultReviewers },
  { name: 'resources/code-owners' },
  {
    name: 'resources/commits',
    routes: [...commits, ...diffs],
    reactions: { 'repo:push': noteSigningKeys },
    payloads: commentPayloads,
  },
  { name: 'resources/commit-statuses', routes: statuses, payloads: statusPayloads },
  { name: 'resources/reports', routes: [...reports, ...annotations] },
  { name: 'resources/refs', routes: refs, payloads: pushPayloads, schedules: [finishOldIntents] },
  { name: 'resources/branching-model/active', routes: activeModel },
  { name: 'resources/code-owners/told', routes: codeOwners },
  { name: 'resources/source', routes: [...source, ...writing] },
  {
    name: 'resources/downloads',
    routes: downloads,
    pages: downloadPages,
    // Called when it is due, and then the table stands.
    schedules: [forgetUnneeded(() => blobRows), tidyBlobs],
    blobs: [downloadBlobs],
  },
  { name: 'resources/lfs', blobs: [lfsBlobs] },
  { name: 'resources/forks', routes: forks, payloads: forkPayloads },
  {
    name: 'resources/search/code',
    routes: [...codeSearch, ...searchUpkeep],
    reactions: searchReactions,
    lanes: [updating, building],
    schedules: [repairing],
  },
  { name: 'resources/review-groups', routes: reviewGroups },
  {
    name: 'resources/pull-requests',
    routes: [...pullRequests, ...pullRequestComments, ...suggestions, ...tasks, ...merging, ...queue, ...dependencies],
    reactions: pullRequestReactions,
    payloads: { ...pullRequestPayloads, ...pullRequestCommentPayloads },
    jobs: [supersede, prepareComparison, refreshMergeability, advanceQueue],
    schedules: [settleOldMerges, nudgeAllQueues],
  },
  { name: 'resources/search', routes: finding },
  { name: 'resources/lfs/merged', reactions: { 'pullrequest:fulfilled': takeOver } },
  { name: 'resources/pipelines', routes: variables, sealed: [sealedVariables] },
  { name: 'resources/source/web', routes: web },
  { name: 'resources/downloads/web', routes: webDownloads },
  {
    name: 'resources/webhooks',
    routes: [...webhooks, ...deliveries],
    // Called when an event comes, and then the table stands.
    reactions: announcing(key => payloads[key]),
    lanes: [sending],
    schedules: [forgetOldDeliveries],
    sealed: [sealedHooks],
  },
  {
    name: 'resources/notifications',
    routes: [...notifications, ...notificationSettings],
    reactions: notifying,
    jobs: [deliver],
    schedules: [forgetOldNotifications],
  },
  { name: 'git-doors' },
]

export const operations: readonly Operation[] = slices.flatMap(slice => slice.routes ?? [])
export const pages: readonly PublicPage[] = [...slices.flatMap(slice => slice.pages ?? []), ...docsPages(operations)]
export const sealed: readonly SealedRows[] = slices.flatMap(slice => slice.sealed ?? [])
export const blobRows: readonly BlobRows[] = slices.flatMap(slice => slice.blobs ?? [])

/** What webhooks tell of each event. */
export const payloads: Readonly<Record<string, Payload>> = Object.assign(
  {},
  ...slices.map(slice => slice.payloads ?? {}),
)

export const duties: Duties = {
  schedules: slices.flatMap(slice => slice.schedules ?? []),
  lanes: slices.flatMap(slice => slice.lanes ?? []),
  jobs: slices.flatMap(slice => slice.jobs ?? []) as AnyJob[],
  reactions: new Map(
    [...new Set(slices.flatMap(slice => Object.keys(slice.reactions ?? {})))].map(key => [
      key,
      slices.flatMap(slice => slice.reactions?.[key] ?? []),
    ]),
  ),
}
