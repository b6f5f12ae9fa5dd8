import type { Page, PageRequest } from '@pail/db'
import type { Forge } from '../../kernel/forge.ts'
import type { Repository } from '../repositories/repository.ts'
import { listEffective } from './effective.ts'
import type { Restriction } from './restriction.ts'
import { rulesAt } from './rules.ts'

/** A page of what holds in a repository, wherever it was said; for one branch when it is named. */
export async function listHolding(
  forge: Forge,
  repository: Repository,
  branch: string | undefined,
  page: PageRequest,
): Promise<Page<Restriction>> {
  const all =
    branch === undefined
      ? await listEffective(forge.database.reader, repository)
      : await rulesAt(forge, repository, branch)
  const values = all.slice((page.page - 1) * page.pagelen, page.page * page.pagelen)
  return { ...page, size: all.length, values }
}
