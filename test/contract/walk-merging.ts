import type { Client } from './client.ts'

const at = { workspace: 'demo', repo_slug: 'walk' }
const here = '/2.0/repositories/demo/walk'
const ours = '/pail/1/repositories/demo/walk'

/** Pull requests that are merged, at once and in the background, and one that is not. */
export async function walkMerging(client: Client): Promise<void> {
  const { call, send } = client
  const opened = async (branch: string, content = branch): Promise<number> => {
    await send('POST', `${here}/src`, new URLSearchParams({ message: branch, branch, 'merge.txt': content }))
    return (await call('repositories.createPullRequest', { ...at, _body: bodyOf(branch) })).id
  }
  const [first, second, third] = [
    await opened('merge-one'),
    await opened('merge-two', 'merge-one'),
    await opened('x/3'),
  ]
  await send('GET', `${ours}/pullrequests/${first}/merge-checks`)
  await send('POST', `${here}/pullrequests/${first}/merge`, { merge_strategy: 'octopus' })
  await call('repositories.mergePullRequest', { ...at, pull_request_id: first, _body: { type: 'merge' } })
  await send('POST', `${here}/pullrequests/${first}/merge`)
  await send('POST', `${here}/pullrequests/${third}/merge`, { merge_strategy: 'squash' })
  await send('GET', `${ours}/pullrequests/${third}/merge-checks`)
  await waitedFor(client, second)
  await send('PUT', `${ours}/pullrequests/${third}/dependencies`, { dependencies: [{ id: second }] })
  await send('GET', `${ours}/pullrequests/${third}/dependencies`)
  await queued(client, await opened('merge-four', 'merge-one'))
}

const bodyOf = (name: string) => ({ title: name, source: { branch: { name } }, close_source_branch: true })

async function waitedFor({ send }: Client, id: number): Promise<void> {
  const { headers } = await send('POST', `${here}/pullrequests/${id}/merge?async=true`, { merge_strategy: 'squash' })
  const { pathname } = new URL(headers.get('location')!)
  for (let tries = 0; tries < 100; tries++) {
    const { body } = await send('GET', pathname)
    if (body.task_status !== 'PENDING') break
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  await send('GET', `${here}/pullrequests/${id}/merge/task-status/nonsense`)
}

async function queued({ send }: Client, id: number): Promise<void> {
  await send('POST', `${ours}/pullrequests/${id}/merge-queue`)
  await send('GET', `${ours}/merge-queue`)
  await send('DELETE', `${ours}/pullrequests/${id}/merge-queue`)
  const { body } = await send('POST', `${ours}/review-groups`, { name: 'Walkers', members: [] })
  await send('GET', `${ours}/review-groups/${body.uuid}`)
  await send('DELETE', `${ours}/review-groups/${body.uuid}`)
}
