import type { Page, PageRequest } from '@pail/db'
import type { Db } from '../../db/tables/index.ts'
import { asHolder, asProjectHolder } from '../repositories/holder.ts'
import { hasAccess } from '../repositories/holder-access.ts'
import type { Repository } from '../repositories/repository.ts'
import type { DefaultReviewer } from './default-reviewer.ts'
import * as store from './store.ts'

/**
 * Who is asked to review every new pull request of a repository: those that it names, and those of its project unless
 * it takes none from there. Who lost access meanwhile is not asked, and the author has to be left out by the caller.
 */
export async function effectiveReviewers(db: Db, repository: Repository): Promise<DefaultReviewer[]> {
  const own = await store.listAll(db, asHolder(repository))
  const takesNone = repository.overrides.defaultReviewers
  const taken = takesNone ? [] : await store.listAll(db, asProjectHolder(repository.project))
  const named = new Set(own.map(({ uuid }) => uuid))
  const all = [
    ...own.map(user => ({ user, from: 'repository' as const })),
    ...taken.filter(({ uuid }) => !named.has(uuid)).map(user => ({ user, from: 'project' as const })),
  ]
  const present: DefaultReviewer[] = []
  for (const one of all) if (await hasAccess(db, asHolder(repository), one.user)) present.push(one)
  return present
}

export async function listEffective(db: Db, repository: Repository, page: PageRequest): Promise<Page<DefaultReviewer>> {
  const all = await effectiveReviewers(db, repository)
  const values = all.slice((page.page - 1) * page.pagelen, page.page * page.pagelen)
  return { ...page, size: all.length, values }
}
