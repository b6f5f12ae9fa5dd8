import { links as at } from '../../../kernel/links.ts'
import { links, text, time, uuid, view } from '../../../kernel/view.ts'
import type { Workspace } from '../workspace.ts'

/** A workspace at its own address among the teams, as clients know it that are older than workspaces. */
export const teamProfileView = view<Workspace>(
  'team_profile',
  {
    username: text(w => w.slug),
    display_name: text(w => w.name),
    uuid: uuid(w => w.uuid),
    nickname: text(w => w.slug),
    website: text(() => null),
    location: text(() => null),
    created_on: time(w => w.createdOn),
    links: links({
      self: (w, { site }) => at.team(site, w.slug),
      html: (w, { site }) => at.workspacePage(site, w.slug),
      avatar: (w, { site }) => at.workspaceAvatar(site, w.slug),
      members: (w, { site }) => `${at.team(site, w.slug)}/members`,
      repositories: (w, { site }) => at.workspaceRepositories(site, w.slug),
      projects: (w, { site }) => `${at.team(site, w.slug)}/projects/`,
      snippets: (w, { site }) => at.workspaceSnippets(site, w.slug),
    }),
  },
  'team',
)
