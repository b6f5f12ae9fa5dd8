import { type Static, Type } from 'typebox'
import { links as at } from '../../kernel/links.ts'
import { flag, links, listed, text, uuid, type View, view } from '../../kernel/view.ts'
import { projectView } from '../projects/view.ts'
import { ownerOf } from '../workspaces/owner.ts'
import { accountView, workspaceView } from '../workspaces/view.ts'
import { fullName, type Repository } from './repository.ts'
import * as store from './store.ts'

/** A branch where only its name matters. */
const branchView = view<string>('branch_reference', { name: text(name => name) }, 'branch')

export const repositoryView: View<Repository> = view<Repository>('repository', {
  full_name: text(fullName),
  links: links<Repository>(
    {
      self: (r, { site }) => at.repository(site, fullName(r)),
      html: (r, { site }) => at.repositoryPage(site, fullName(r)),
      avatar: (r, { site }) => at.repositoryAvatar(site, r.uuid, r.language),
    },
    {
      pullrequests: (r, { site }) => at.repositoryPart(site, fullName(r), 'pullrequests'),
      commits: (r, { site }) => at.repositoryPart(site, fullName(r), 'commits'),
      forks: (r, { site }) => at.repositoryPart(site, fullName(r), 'forks'),
      watchers: (r, { site }) => at.repositoryPart(site, fullName(r), 'watchers'),
      branches: (r, { site }) => at.repositoryPart(site, fullName(r), 'refs/branches'),
      tags: (r, { site }) => at.repositoryPart(site, fullName(r), 'refs/tags'),
      downloads: (r, { site }) => at.repositoryPart(site, fullName(r), 'downloads'),
      source: (r, { site }) => at.repositoryPart(site, fullName(r), 'src'),
      hooks: (r, { site }) => at.repositoryPart(site, fullName(r), 'hooks'),
      issues: (r, { site }) => (r.hasIssues ? at.repositoryPart(site, fullName(r), 'issues') : undefined),
      clone: (r, { site, actor }) => [
        { name: 'https', href: at.clone(site, fullName(r), actor?.username) },
        { name: 'ssh', href: at.cloneOverSsh(site, fullName(r)) },
      ],
    },
  ),
  name: text(r => r.name),
  uuid: uuid(r => r.uuid),
  slug: listed.text(r => r.slug),
  description: listed.text(r => r.description),
  scm: listed.text(() => 'git'),
  website: listed.text(r => r.website),
  owner: listed.embed(
    () => accountView,
    (r, showing) => ownerOf(r.workspace, showing),
  ),
  workspace: listed.embed(
    () => workspaceView,
    r => r.workspace,
  ),
  is_private: listed.flag(r => r.isPrivate),
  project: listed.embed(
    () => projectView,
    r => r.project,
  ),
  fork_policy: listed.choice(['allow_forks', 'no_public_forks', 'no_forks'], r => r.forkPolicy),
  created_on: listed.time(r => r.createdOn),
  updated_on: listed.time(r => r.updatedOn),
  size: listed.count(r => r.size),
  language: listed.text(r => r.language),
  mainbranch: listed.embed(
    () => branchView,
    r => r.mainBranch,
  ),
  override_settings: listed.group<Repository>({
    default_merge_strategy: flag(r => r.overrides.mergeStrategy),
    branching_model: flag(r => r.overrides.branchingModel),
  }),
  parent: listed.embed(
    () => repositoryView,
    (r, showing) =>
      r.parentUuid === null ? null : showing.load(store.visibleByUuids, r.parentUuid).then(found => found ?? null),
  ),
  has_issues: listed.flag(r => r.hasIssues),
  has_wiki: listed.flag(r => r.hasWiki),
})

const nullish = (schema: ReturnType<typeof Type.String>) => Type.Optional(Type.Union([schema, Type.Null()]))

/** What a repository may be told; everything else that it shows is ignored when it comes back. */
export const repositoryInput = Type.Object({
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
  description: nullish(Type.String({ maxLength: 100_000 })),
  is_private: Type.Optional(Type.Boolean()),
  fork_policy: Type.Optional(
    Type.Union([Type.Literal('allow_forks'), Type.Literal('no_public_forks'), Type.Literal('no_forks')]),
  ),
  language: nullish(Type.String({ maxLength: 50 })),
  website: nullish(Type.String({ maxLength: 2000 })),
  has_issues: Type.Optional(Type.Boolean()),
  has_wiki: Type.Optional(Type.Boolean()),
  scm: Type.Optional(Type.String()),
  project: Type.Optional(
    Type.Union([Type.Object({ key: Type.Optional(Type.String()), uuid: Type.Optional(Type.String()) }), Type.Null()]),
  ),
  mainbranch: Type.Optional(
    Type.Union([Type.Object({ name: Type.String({ minLength: 1, maxLength: 250 }) }), Type.Null()]),
  ),
})
export type RepositoryBody = Static<typeof repositoryInput>

/** Where a repository is to go; without a project, to the oldest one there. */
export const transferInput = Type.Object({
  workspace: Type.Object({ slug: Type.String({ minLength: 1 }) }),
  project: Type.Optional(Type.Object({ key: Type.String({ minLength: 1 }) })),
})
export type TransferBody = Static<typeof transferInput>
