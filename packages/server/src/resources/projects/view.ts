import { type Static, Type } from 'typebox'
import { links as at } from '../../kernel/links.ts'
import { links, listed, text, uuid, type View, view } from '../../kernel/view.ts'
import { ownerOf } from '../workspaces/owner.ts'
import { accountView, workspaceView } from '../workspaces/view.ts'
import type { Project } from './project.ts'
import * as store from './store.ts'

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
  has_publicly_visible_repos: listed.flag((p, showing) =>
    showing.load(store.withPublicRepositories, p.uuid).then(found => found ?? false),
  ),
  owner: listed.embed(
    () => accountView,
    (p, showing) => ownerOf(p.workspace, showing),
  ),
  workspace: listed.embed(
    () => workspaceView,
    p => p.workspace,
  ),
})

const shared = {
  description: Type.Optional(Type.Union([Type.String({ maxLength: 100_000 }), Type.Null()])),
  is_private: Type.Optional(Type.Boolean()),
  links: Type.Optional(Type.Object({ avatar: Type.Object({ href: Type.String({ minLength: 1 }) }) })),
}
const key = Type.String({ minLength: 1, maxLength: 128 })
const name = Type.String({ minLength: 1, maxLength: 255 })

/** What a new project must and may be told. */
export const newProjectInput = Type.Object({ key, name, ...shared })

/** What an existing one may be told; everything else that it shows is ignored when it comes back. */
export const projectInput = Type.Object({ key: Type.Optional(key), name: Type.Optional(name), ...shared })
export type ProjectBody = Static<typeof projectInput>
