import { operations } from '@pail/server/slices'
import { ADMIN_EMAIL, ADMIN_TOKEN } from '@pail/testkit'
import { type Client, connect } from './client.ts'
import { walkAccounts } from './walk-accounts.ts'
import { walkAddon } from './walk-addon.ts'
import { walkCommits } from './walk-commits.ts'
import { walkDiffs } from './walk-diffs.ts'
import { walkDownloads } from './walk-downloads.ts'
import { walkForks } from './walk-forks.ts'
import { walkKeys } from './walk-keys.ts'
import { walkMerging } from './walk-merging.ts'
import { walkPipelines } from './walk-pipelines.ts'
import { walkPolicy } from './walk-policy.ts'
import { walkProjects } from './walk-projects.ts'
import { walkPullRequestThreads } from './walk-pull-request-threads.ts'
import { walkPullRequests } from './walk-pull-requests.ts'
import { walkRefs } from './walk-refs.ts'
import { walkRepositories } from './walk-repositories.ts'
import { walkSearch } from './walk-search.ts'
import { walkSource } from './walk-source.ts'
import { walkSourceWriting } from './walk-source-writing.ts'
import { walkStatuses } from './walk-statuses.ts'
import { walkWebhooks } from './walk-webhooks.ts'

/** Every operation of the reference that is built, through a published client where it has the method, else through fetch. */
export async function walkAll(origin: string): Promise<string[]> {
  const client = connect(origin, ADMIN_EMAIL, ADMIN_TOKEN)
  await prepare(client)
  await walkAccounts(client)
  await walkProjects(client)
  await walkRepositories(client)
  await walkCommits(client)
  await walkStatuses(client)
  await walkDiffs(client)
  await walkRefs(client)
  await walkPolicy(client)
  await walkSourceWriting(client)
  await walkSource(client)
  await walkDownloads(client)
  await walkForks(client)
  await walkSearch(client)
  await walkPullRequests(client)
  await walkPullRequestThreads(client)
  await walkMerging(client)
  await walkWebhooks(client)
  await walkPipelines(client)
  await walkKeys(client)
  await walkAddon(client)
  const published = operations.filter(
    one =>
      one.path.startsWith('/2.0/') &&
      !/^\/2\.0\/teams(\/\{username\}(\/(members|repositories|projects))?)?$/.test(one.path),
  )
  const uncalled = published.filter(one => !client.called(one))
  return [...client.complaints, ...uncalled.map(one => `never called: ${one.method} ${one.path}`)]
}

/** A second person in the demo workspace, so that there is somebody to grant things to. */
async function prepare({ send }: Client): Promise<void> {
  await send('POST', '/pail/1/users', { username: 'grace', email: 'grace@example.com', display_name: 'Grace' })
  await send('PUT', '/pail/1/workspaces/demo/members/grace', { permission: 'member' })
  await send('POST', '/1.0/groups/demo', new URLSearchParams({ name: 'Builders' }))
}
