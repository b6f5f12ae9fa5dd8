import { Type } from 'typebox'
import { links as at } from '../../kernel/links.ts'
import { full, links, text, union, uuid, type View, view } from '../../kernel/view.ts'
import type { User } from '../users/user.ts'
import { userView } from '../users/view.ts'
import type { Workspace } from './workspace.ts'

export const workspaceView: View<Workspace> = view<Workspace>('workspace', {
  uuid: uuid(w => w.uuid),
  name: text(w => w.name),
  slug: text(w => w.slug),
  is_private: full.flag(w => w.isPrivate),
  is_personal: full.flag(w => w.personalOf !== null),
  is_privacy_enforced: full.flag(w => w.isPrivacyEnforced),
  created_on: full.time(w => w.createdOn),
  updated_on: full.time(w => w.updatedOn),
  forking_mode: full.text(() => 'allow_forks'),
  links: links({
    avatar: (w, { site }) => at.workspaceAvatar(site, w.slug),
    html: (w, { site }) => at.workspacePage(site, w.slug),
    self: (w, { site }) => at.workspace(site, w.slug),
    members: (w, { site }) => at.workspacePart(site, w.slug, 'members'),
    owners: (w, { site }) =>
      `${at.workspacePart(site, w.slug, 'permissions')}?q=${encodeURIComponent('permission="owner"')}`,
    projects: (w, { site }) => at.workspacePart(site, w.slug, 'projects'),
    repositories: (w, { site }) => at.workspaceRepositories(site, w.slug),
    snippets: (w, { site }) => at.workspaceSnippets(site, w.slug),
    hooks: (w, { site }) => at.workspacePart(site, w.slug, 'hooks'),
  }),
})

/** A workspace in the place of an owner or actor, as older clients know it. */
export const teamView = view<Workspace>('team', {
  display_name: text(w => w.name),
  links: links({
    self: (w, { site }) => at.workspace(site, w.slug),
    avatar: (w, { site }) => at.workspaceAvatar(site, w.slug),
    html: (w, { site }) => at.workspacePage(site, w.slug),
  }),
  uuid: uuid(w => w.uuid),
  username: text(w => w.slug),
  nickname: full.text(w => w.slug),
  created_on: full.time(w => w.createdOn),
})

/** Whoever may own or do something: a person, or a workspace. */
export const accountView = union<User | Workspace>(
  'account',
  () => [userView, teamView],
  account => ('slug' in account ? teamView : userView) as View<User | Workspace>,
)

export const newWorkspaceInput = Type.Object({
  slug: Type.String({ minLength: 1, maxLength: 62 }),
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
  is_private: Type.Optional(Type.Boolean()),
})

export const workspaceInput = Type.Object({
  slug: Type.Optional(Type.String({ minLength: 1, maxLength: 62 })),
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
  is_private: Type.Optional(Type.Boolean()),
  avatar: Type.Optional(Type.Union([Type.String(), Type.Null()])),
})
