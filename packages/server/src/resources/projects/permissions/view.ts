import { Type } from 'typebox'
import type { Site } from '../../../kernel/links.ts'
import { links as at } from '../../../kernel/links.ts'
import { choice, embed, full, links, listed, text, type View, view } from '../../../kernel/view.ts'
import type { User } from '../../users/user.ts'
import { userView } from '../../users/view.ts'
import type { Group } from '../../workspaces/groups/group.ts'
import { accountView, workspaceView } from '../../workspaces/view.ts'
import type { Project } from '../project.ts'
import { projectView } from '../view.ts'
import type { Grant } from './grant.ts'

/** A group as API 2.0 has it. */
export const groupView: View<Group> = view<Group>('group', {
  name: text(g => g.name),
  slug: text(g => g.slug),
  full_slug: text(g => `${g.workspace.slug}:${g.slug}`),
  links: links({ self: (g, { site }) => at.group(site, g.workspace.slug, g.slug) }),
  owner: full.embed(
    () => accountView,
    g => g.workspace,
  ),
  workspace: listed.embed(
    () => workspaceView,
    g => g.workspace,
  ),
})

/** How a kind of thing shows what was granted on it. */
export interface Shown<On> {
  kind: 'project' | 'repository'
  levels: readonly string[]
  of: () => View<On>
  /** The address below which its grants lie. */
  address(site: Site, on: On): string
}

export const userGrantView = <On>({ kind, levels, of, address }: Shown<On>) =>
  view<Grant<On, User>>(`${kind}_user_permission`, {
    permission: choice([...levels, 'none'], g => g.permission),
    user: embed(
      () => userView,
      g => g.to,
    ),
    [kind]: embed(of, (g: Grant<On, User>) => g.on),
    links: links({ self: (g, { site }) => `${address(site, g.on)}/users/${g.to.accountId}` }),
  })

export const groupGrantView = <On>({ kind, levels, of, address }: Shown<On>) =>
  view<Grant<On, Group>>(`${kind}_group_permission`, {
    permission: choice([...levels, 'none'], g => g.permission),
    group: embed(
      () => groupView,
      g => g.to,
    ),
    [kind]: embed(of, (g: Grant<On, Group>) => g.on),
    links: links({ self: (g, { site }) => `${address(site, g.on)}/groups/${g.to.slug}` }),
  })

export const onProjects: Shown<Project> = {
  kind: 'project',
  levels: ['read', 'write', 'create-repo', 'admin'],
  of: () => projectView,
  address: (site, { workspace, key }) => at.projectPart(site, workspace.slug, key, 'permissions-config'),
}

/** One of the levels of the thing. */
export const grantInput = <const Level extends string>(levels: readonly Level[]) =>
  Type.Object({ permission: Type.Union(levels.map(level => Type.Literal(level))) })
