import { links as at } from '../../../kernel/links.ts'
import type { Shown } from '../../projects/permissions/view.ts'
import { fullName, type Repository } from '../repository.ts'
import { repositoryView } from '../view.ts'

export const onRepositories: Shown<Repository> = {
  kind: 'repository',
  levels: ['read', 'write', 'admin'],
  of: () => repositoryView,
  address: (site, repository) => at.repositoryPart(site, fullName(repository), 'permissions-config'),
}
