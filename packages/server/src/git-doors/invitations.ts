import type { UpdateResult } from '@pail/git-node'
import type { Forge } from '../kernel/forge.ts'
import { links, type Site } from '../kernel/links.ts'
import { siteOf } from '../kernel/site.ts'
import { openFrom } from '../resources/pull-requests/follow/open.ts'
import type { PullRequest } from '../resources/pull-requests/pull-request.ts'
import type { Who } from '../resources/refs/landing/repository-rules.ts'
import { fullName } from '../resources/repositories/repository.ts'
import { visibleByUuids } from '../resources/repositories/store.ts'

const BRANCH = 'refs/heads/'
const MOST_INVITATIONS = 5

/** The lines from which people and tools take the address of a pull request, or for a new one. */
export async function invitations(
  forge: Forge,
  { origin, ...who }: Who & { origin: string },
  results: readonly UpdateResult[],
): Promise<string[]> {
  const { mainBranch } = who.repository
  const branches = results
    .filter(({ ref, new: to, reason }) => ref.startsWith(BRANCH) && to !== null && reason === undefined)
    .map(({ ref }) => ref.slice(BRANCH.length))
    .filter(branch => mainBranch !== null && branch !== mainBranch)
  const site = siteOf(forge.config, origin)
  const said = await Promise.all(
    branches.slice(0, MOST_INVITATIONS).map(branch => invite(forge, { ...who, site }, branch)),
  )
  return said.flat()
}

async function invite(forge: Forge, { site, ...who }: Who & { site: Site }, branch: string): Promise<string[]> {
  const open = await visibleFrom(forge, who, branch)
  if (open.length === 0) {
    const address = links.createPullRequest(site, fullName(who.repository), branch)
    return ['', `Create pull request for ${branch}:`, `  ${address}`, '']
  }
  return open.flatMap(({ repository, id, destination }) => [
    '',
    `View pull request for ${branch} => ${destination.branch}:`,
    `  ${links.pullRequestPage(site, fullName(repository), id)}?t=1`,
    '',
  ])
}

/** What is open from the branch, where the pusher may see it. */
async function visibleFrom({ database }: Forge, { repository, actor }: Who, branch: string): Promise<PullRequest[]> {
  const open = await openFrom(database.reader, { repository: repository.uuid, branch })
  if (open.length === 0) return []
  const seen = await visibleByUuids(
    database.reader,
    open.map(one => one.repository.uuid),
    actor,
  )
  return open.filter(one => seen.has(one.repository.uuid)).slice(0, MOST_INVITATIONS)
}
