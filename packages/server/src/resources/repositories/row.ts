import type { ProjectRow, RepositoryRow, WorkspaceRow } from '../../db/tables/index.ts'
import type { Project } from '../projects/project.ts'
import * as projects from '../projects/store.ts'
import * as workspaces from '../workspaces/store.ts'
import type { Repository } from './repository.ts'

type Prefixed<P extends string, Row> = { [K in keyof Row & string as `${P}_${K}`]: Row[K] }

/** A repository's row with those of its workspace and project beside it. */
export type Found = RepositoryRow & Prefixed<'w', WorkspaceRow> & Prefixed<'p', ProjectRow>

const WORKSPACE = [
  'uuid',
  'slug',
  'name',
  'is_private',
  'is_privacy_enforced',
  'personal_of',
  'avatar',
  'created_on',
  'updated_on',
] as const
const PROJECT = [
  'uuid',
  'workspace_uuid',
  'key',
  'name',
  'description',
  'is_private',
  'avatar',
  'created_on',
  'updated_on',
] as const
const REPOSITORY = [
  'uuid',
  'workspace_uuid',
  'project_uuid',
  'slug',
  'name',
  'description',
  'is_private',
  'fork_policy',
  'language',
  'website',
  'has_issues',
  'has_wiki',
  'main_branch',
  'parent_uuid',
  'size',
  'overrides_branching_model',
  'overrides_merge_strategy',
  'overrides_branch_restrictions',
  'overrides_default_reviewers',
  'created_on',
  'updated_on',
] as const

/** What to select so that `fromFound` can read the row. */
export const columns = [
  ...REPOSITORY.map(name => `repositories.${name}` as const),
  ...WORKSPACE.map(name => `workspaces.${name} as w_${name}` as const),
  ...PROJECT.map(name => `projects.${name} as p_${name}` as const),
]

const workspaceRow = (row: Found): WorkspaceRow => ({
  uuid: row.w_uuid,
  slug: row.w_slug,
  name: row.w_name,
  is_private: row.w_is_private,
  is_privacy_enforced: row.w_is_privacy_enforced,
  personal_of: row.w_personal_of,
  avatar: row.w_avatar,
  created_on: row.w_created_on,
  updated_on: row.w_updated_on,
})

const projectRow = (row: Found): ProjectRow => ({
  uuid: row.p_uuid,
  workspace_uuid: row.p_workspace_uuid,
  key: row.p_key,
  name: row.p_name,
  description: row.p_description,
  is_private: row.p_is_private,
  avatar: row.p_avatar,
  created_on: row.p_created_on,
  updated_on: row.p_updated_on,
})

export function fromFound(row: Found): Repository {
  const workspace = workspaces.fromRow(workspaceRow(row))
  return fromRow(row, projects.fromRow(projectRow(row), workspace))
}

/** The repository with the project that it is in, as rows do not hold one another. */
export const fromRow = (row: RepositoryRow, project: Project): Repository => ({
  uuid: row.uuid,
  workspace: project.workspace,
  project,
  slug: row.slug,
  name: row.name,
  description: row.description,
  isPrivate: row.is_private === 1,
  forkPolicy: row.fork_policy,
  language: row.language,
  website: row.website,
  hasIssues: row.has_issues === 1,
  hasWiki: row.has_wiki === 1,
  mainBranch: row.main_branch,
  parentUuid: row.parent_uuid,
  size: row.size,
  overrides: {
    branchingModel: row.overrides_branching_model === 1,
    mergeStrategy: row.overrides_merge_strategy === 1,
    branchRestrictions: row.overrides_branch_restrictions === 1,
    defaultReviewers: row.overrides_default_reviewers === 1,
  },
  createdOn: row.created_on,
  updatedOn: row.updated_on,
})

export const toRow = (repository: Repository): RepositoryRow => ({
  uuid: repository.uuid,
  workspace_uuid: repository.workspace.uuid,
  project_uuid: repository.project.uuid,
  slug: repository.slug,
  name: repository.name,
  description: repository.description,
  is_private: repository.isPrivate ? 1 : 0,
  fork_policy: repository.forkPolicy,
  language: repository.language,
  website: repository.website,
  has_issues: repository.hasIssues ? 1 : 0,
  has_wiki: repository.hasWiki ? 1 : 0,
  main_branch: repository.mainBranch,
  parent_uuid: repository.parentUuid,
  size: repository.size,
  overrides_branching_model: repository.overrides.branchingModel ? 1 : 0,
  overrides_merge_strategy: repository.overrides.mergeStrategy ? 1 : 0,
  overrides_branch_restrictions: repository.overrides.branchRestrictions ? 1 : 0,
  overrides_default_reviewers: repository.overrides.defaultReviewers ? 1 : 0,
  created_on: repository.createdOn,
  updated_on: repository.updatedOn,
})
