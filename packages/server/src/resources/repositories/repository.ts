import { invalid } from '@pail/failures'
import type { Permission } from '../../auth/permissions.ts'
import type { Project } from '../projects/project.ts'
import { asName } from '../users/user.ts'
import type { Workspace } from '../workspaces/workspace.ts'
import { NO_OVERRIDES, type Overrides } from './overrides.ts'
import { slugOf } from './slug.ts'

export type ForkPolicy = 'allow_forks' | 'no_public_forks' | 'no_forks'

/** A Git repository and what is said about it. Its uuid is also its storage id. */
export interface Repository {
  uuid: string
  workspace: Workspace
  project: Project
  slug: string
  name: string
  description: string
  isPrivate: boolean
  forkPolicy: ForkPolicy
  language: string
  website: string | null
  hasIssues: boolean
  hasWiki: boolean
  mainBranch: string | null
  parentUuid: string | null
  size: number
  overrides: Overrides
  createdOn: string
  updatedOn: string
}

/** What may be said of a repository when it is made or changed. */
export interface RepositoryInput {
  name?: string
  description?: string | null
  is_private?: boolean
  fork_policy?: ForkPolicy
  language?: string | null
  website?: string | null
  has_issues?: boolean
  has_wiki?: boolean
  scm?: string
}

export const fullName = (repository: { workspace: { slug: string }; slug: string }): string =>
  `${repository.workspace.slug}/${repository.slug}`

/** A public repository has nothing to keep back from public forks. */
export function forkPolicyFor(isPrivate: boolean, asked: ForkPolicy | undefined): ForkPolicy {
  if (isPrivate) return asked ?? 'no_public_forks'
  return asked === 'no_forks' ? 'no_forks' : 'allow_forks'
}

/** Refuses what the project or the workspace does not let a repository be. */
export function refuseVisibility(isPrivate: boolean, project: Project): void {
  if (isPrivate) return
  const complaint = project.workspace.isPrivacyEnforced
    ? 'This workspace allows private repositories only.'
    : project.isPrivate
      ? 'A private project cannot hold a public repository.'
      : undefined
  if (complaint) throw invalid('is_private', complaint)
}

export function refuseScm(scm: string | undefined): void {
  if (scm !== undefined && scm !== 'git') throw invalid('scm', 'only git is supported')
}

/** An address for people; anything else could run in the page that shows it. */
function asWebsite(text: string | null): string | null {
  if (!text) return null
  if (/^https?:\/\/[^\s\p{Cc}]+$/iu.test(text)) return text
  throw invalid('website', 'not a web address')
}

/** The repository with what the input says; what it leaves out stays. */
export function changed(
  repository: Repository,
  input: RepositoryInput,
  project: Project,
  updatedOn: string,
): Repository {
  refuseScm(input.scm)
  const isPrivate = input.is_private ?? repository.isPrivate
  refuseVisibility(isPrivate, project)
  const name = input.name === undefined ? repository.name : asName(input.name, 'name')
  return {
    ...repository,
    project,
    name,
    slug: name === repository.name ? repository.slug : slugOf(name),
    description: input.description ?? (input.description === null ? '' : repository.description),
    isPrivate,
    forkPolicy: forkPolicyFor(
      isPrivate,
      input.fork_policy ?? (isPrivate === repository.isPrivate ? repository.forkPolicy : undefined),
    ),
    language: (input.language ?? (input.language === null ? '' : repository.language)).toLowerCase(),
    website: input.website === undefined ? repository.website : asWebsite(input.website),
    hasIssues: input.has_issues ?? repository.hasIssues,
    hasWiki: input.has_wiki ?? repository.hasWiki,
    updatedOn,
  }
}

/** A repository as it is before anything was pushed to it. */
export function newRepository(
  { uuid, slug, project, createdOn }: Pick<Repository, 'uuid' | 'slug' | 'project' | 'createdOn'>,
  input: RepositoryInput,
): Repository {
  const isPrivate = input.is_private ?? true
  const blank: Repository = {
    uuid,
    workspace: project.workspace,
    project,
    slug,
    name: input.name === undefined ? slug : asName(input.name, 'name'),
    description: '',
    isPrivate,
    forkPolicy: forkPolicyFor(isPrivate, input.fork_policy),
    language: '',
    website: null,
    hasIssues: false,
    hasWiki: false,
    mainBranch: null,
    parentUuid: null,
    size: 0,
    overrides: NO_OVERRIDES,
    createdOn,
    updatedOn: createdOn,
  }
  return { ...changed(blank, { ...input, name: blank.name }, project, createdOn), slug }
}

/** Levels below which a role is not held; `owner` is told apart by the workspace. */
export const ROLES: Readonly<Record<string, Permission | 'owner'>> = {
  owner: 'owner',
  admin: 'admin',
  contributor: 'write',
  member: 'read',
}
