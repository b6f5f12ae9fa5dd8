// Written by scripts/generate-client.ts from the operations: change those.
import type { Core, Listed, Shown } from '../core.ts'
import type { Branchrestriction } from './schemas.ts'

export const branchRestrictions = (core: Core) => ({
  /** List the branch restrictions of a repository. `GET /2.0/repositories/{workspace}/{repo_slug}/branch-restrictions` */
  list: (at: { workspace: string; repo_slug: string; kind?: string | undefined; pattern?: string | undefined } & Listed) =>
    core.list<Branchrestriction>('/2.0/repositories/{workspace}/{repo_slug}/branch-restrictions', at),
  /** Show a branch restriction of a repository. `GET /2.0/repositories/{workspace}/{repo_slug}/branch-restrictions/{id}` */
  get: (at: { workspace: string; repo_slug: string; id: string } & Shown) =>
    core.send<Branchrestriction>('GET', '/2.0/repositories/{workspace}/{repo_slug}/branch-restrictions/{id}', at),
  /** Restrict what happens to some branches of a repository. `POST /2.0/repositories/{workspace}/{repo_slug}/branch-restrictions` */
  create: (at: { workspace: string; repo_slug: string } & Shown, body: {
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
    core.send<Branchrestriction>('POST', '/2.0/repositories/{workspace}/{repo_slug}/branch-restrictions', at, body),
  /** Change a branch restriction of a repository; what is left out stays. `PUT /2.0/repositories/{workspace}/{repo_slug}/branch-restrictions/{id}` */
  update: (at: { workspace: string; repo_slug: string; id: string } & Shown, body: {
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
    core.send<Branchrestriction>('PUT', '/2.0/repositories/{workspace}/{repo_slug}/branch-restrictions/{id}', at, body),
  /** Remove a branch restriction of a repository. `DELETE /2.0/repositories/{workspace}/{repo_slug}/branch-restrictions/{id}` */
  delete: (at: { workspace: string; repo_slug: string; id: string }) =>
    core.send<void>('DELETE', '/2.0/repositories/{workspace}/{repo_slug}/branch-restrictions/{id}', at),
  effective: {
    /** List the branch restrictions that hold in a repository, those of its project too, or for one branch alone. `GET /pail/1/repositories/{workspace}/{repo_slug}/effective-branch-restrictions` */
    list: (at: { workspace: string; repo_slug: string; branch?: string | undefined } & Listed) =>
      core.list<Branchrestriction>('/pail/1/repositories/{workspace}/{repo_slug}/effective-branch-restrictions', at),
  },
})
