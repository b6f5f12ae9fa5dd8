import { links as at } from '../../kernel/links.ts'
import { links, listed, text, uuid, type View, view } from '../../kernel/view.ts'
import { ownerOf } from '../workspaces/owner.ts'
import { accountView, workspaceView } from '../workspaces/view.ts'
import type { Project } from './project.ts'

export const projectView: View<Project> = view<Project>('project', {
  key: text(p => p.key),
  uuid: uuid(p => p.uuid),
  name: text(p => p.name),
  links: links({
    self: (p, { site }) => at.project(site, p.workspace.slug, p.key),
    html: (p, { site }) => at.projectPage(site, p.workspace.slug, p.key),
    repositories: (p, { site }) => at.projectRepositories(site, p.workspace.slug, p.key),
    avatar: (p, { site }) => at.projectAvatar(site, p.workspace.slug, p.key),
  }),
  description: listed.text(p => p.description),
  is_private: listed.flag(p => p.isPrivate),
  created_on: listed.time(p => p.createdOn),
  updated_on: listed.time(p => p.updatedOn),
  owner: listed.embed(
    () => accountView,
    (p, showing) => ownerOf(p.workspace, showing),
  ),
  workspace: listed.embed(
    () => workspaceView,
    p => p.workspace,
  ),
})
