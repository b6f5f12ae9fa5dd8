import { links as at } from '../../../kernel/links.ts'
import { embed, links, view } from '../../../kernel/view.ts'
import type { DeployKey } from '../../projects/deploy-keys/deploy-key.ts'
import { addedBy, deployKeyMembers } from '../../projects/deploy-keys/view.ts'
import { fullName } from '../repository.ts'
import { repositoryView } from '../view.ts'
import type { OpenedRepository } from './target.ts'

export const deployKeyView = view<DeployKey<OpenedRepository>>('deploy_key', {
  ...deployKeyMembers,
  repository: embed(
    () => repositoryView,
    k => k.to.repository,
  ),
  owner: addedBy,
  links: links({
    self: ({ to, id }, { site }) => at.repositoryPart(site, fullName(to.repository), `deploy-keys/${id}`),
  }),
})
