import { links as at } from '../../../kernel/links.ts'
import { choice, embed, view } from '../../../kernel/view.ts'
import type { Shown } from '../../projects/permissions/view.ts'
import { userView } from '../../users/view.ts'
import { fullName, type Repository } from '../repository.ts'
import { repositoryView } from '../view.ts'
import type { Effective } from './store.ts'

export const onRepositories: Shown<Repository> = {
  kind: 'repository',
  levels: ['read', 'write', 'admin'],
  of: () => repositoryView,
  address: (site, repository) => at.repositoryPart(site, fullName(repository), 'permissions-config'),
}

/** All that somebody may do with a repository. */
export const effectiveView = view<Effective>('repository_permission', {
  permission: choice([...onRepositories.levels, 'none'], e => e.permission),
  user: embed(
    () => userView,
    e => e.user,
  ),
  repository: embed(
    () => repositoryView,
    e => e.repository,
  ),
})
