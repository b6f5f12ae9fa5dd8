import { Type } from 'typebox'
import { links as at } from '../../../kernel/links.ts'
import { count, embed, links, type Member, text, time, view } from '../../../kernel/view.ts'
import { keyNote, keyText } from '../../users/ssh-keys/view.ts'
import { byUuids } from '../../users/store.ts'
import { userView } from '../../users/view.ts'
import { projectView } from '../view.ts'
import type { DeployKey } from './deploy-key.ts'
import type { OpenedProject } from './target.ts'

/** What every deploy key shows, whatever it opens. */
export const deployKeyMembers = {
  id: count<DeployKey>(k => k.id),
  key: text<DeployKey>(k => k.key),
  label: text<DeployKey>(k => k.label),
  comment: text<DeployKey>(k => k.comment),
  // Quirk: the published examples call the moment one name and the schema another.
  created_on: time<DeployKey>(k => k.addedOn),
  added_on: time<DeployKey>(k => k.addedOn),
  last_used: time<DeployKey>(k => k.lastUsed),
}

/** The account that added the key. */
export const addedBy: Member<DeployKey> = embed(
  () => userView,
  (k, { load }) => load(byUuids, k.userUuid),
)

export const projectDeployKeyView = view<DeployKey<OpenedProject>>('project_deploy_key', {
  ...deployKeyMembers,
  project: embed(
    () => projectView,
    k => k.to.project,
  ),
  created_by: addedBy,
  links: links({
    self: ({ to, id }, { site }) =>
      at.projectPart(site, to.project.workspace.slug, to.project.key, `deploy-keys/${id}`),
  }),
})

export const deployKeyInput = Type.Object({ key: keyText, label: keyNote, comment: keyNote })
