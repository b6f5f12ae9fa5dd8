import type { Page, PageRequest } from '@pail/db'
import { Lasting } from '../../kernel/answer.ts'
import type { Forge } from '../../kernel/forge.ts'
import { type Commit, weightOf } from '../commits/commit.ts'
import { forGood } from '../commits/while-refs-stand.ts'
import { tipIn } from '../refs/tip.ts'
import { isOpen, type PullRequest } from './pull-request.ts'

/**
 * What the source has and the destination lacks, or lacked when the pull request was closed, newest first. Nothing while
 * it is open and its branch is gone.
 */
export async function commitsOf(
  forge: Forge,
  pullRequest: PullRequest,
  { page, signal }: { page: PageRequest; signal: AbortSignal },
): Promise<Page<Commit> | Lasting<Page<Commit>>> {
  const { pagelen } = page
  if (isOpen(pullRequest) && !(await hasBranch(forge, pullRequest))) return { values: [], pagelen }
  const { repository, source, destination } = pullRequest
  const ask = { include: [source.hash], exclude: [destination.hash], limit: pagelen, after: page.token }
  const found = await forGood(repository, {
    key: JSON.stringify(['pull request', ask]),
    ask: () => forge.git.log(repository.uuid, { ...ask, signal }),
    weigh: ({ values }) => values.reduce((sum, one) => sum + weightOf(one), 0),
  })
  const values = found.values.map(object => ({ repository, object }))
  return new Lasting({ values, pagelen, ...(found.next !== undefined && { next: found.next }) }, found)
}

async function hasBranch(forge: Forge, { source }: PullRequest): Promise<boolean> {
  const storage = source.repositoryUuid
  return storage !== null && (await tipIn(forge, storage, source.branch)) !== undefined
}
