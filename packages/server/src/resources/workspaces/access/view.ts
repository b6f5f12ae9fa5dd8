import { links as at } from '../../../kernel/links.ts'
import { embed, flag, links, text, uuid, view } from '../../../kernel/view.ts'
import type { Workspace } from '../workspace.ts'
import type { Access } from './store.ts'

/** A workspace where only its address matters. */
const workspaceBaseView = view<Workspace>('workspace_base', {
  uuid: uuid(w => w.uuid),
  slug: text(w => w.slug),
  links: links({
    avatar: (w, { site }) => at.workspaceAvatar(site, w.slug),
    self: (w, { site }) => at.workspace(site, w.slug),
  }),
})

export const accessView = view<Access>('workspace_access', {
  administrator: flag(a => a.isAdministrator),
  workspace: embed(
    () => workspaceBaseView,
    a => a.workspace,
  ),
})
