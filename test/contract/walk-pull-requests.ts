import type { Client } from './client.ts'

const at = { workspace: 'demo', repo_slug: 'walk' }
const here = '/2.0/repositories/demo/walk'
const all = `${here}/pullrequests`

/** Pull requests within the repository that the walk made, and from a fork of it. */
export async function walkPullRequests(client: Client): Promise<void> {
  const { call, send } = client
  for (const branch of ['walk-one', 'walk-two', 'walk-three'])
    await send('POST', `${here}/src`, new URLSearchParams({ message: branch, branch, [`${branch}.txt`]: branch }))
  await send('PUT', `${here}/permissions-config/users/grace`, { permission: 'read' })
  await refusals(client)
  const source = (name: string) => ({ branch: { name } })
  const { id } = await call('repositories.createPullRequest', {
    ...at,
    _body: {
      title: 'Walk on',
      description: 'Is *this* right?',
      source: source('walk-one'),
      reviewers: [{ username: 'grace' }],
      close_source_branch: true,
      draft: true,
    },
  })
  await send('POST', all, { title: 'Walk on', source: source('walk-one') })
  await lists(client, id)
  await review(client, id)
  await sides(client, id)
  await call('repositories.updatePullRequest', {
    ...at,
    pull_request_id: id,
    _body: { title: 'Walk further', draft: false, reviewers: [] },
  })
  await call('repositories.declinePullRequest', { ...at, pull_request_id: id })
  await send('POST', `${all}/${id}/decline`)
  await send('PUT', `${all}/${id}`, { title: 'Too late' })
  const second = await send('POST', all, { title: 'Say why', source: source('walk-two') })
  await send('POST', `${all}/${second.body.id}/decline`, { message: 'Not needed' })
  await activity(client, id)
  await fromFork(client)
}

async function refusals({ send }: Client): Promise<void> {
  const source = { branch: { name: 'walk-one' } }
  await send('POST', all, { source })
  await send('POST', all, { title: 'Nothing', source: { branch: { name: 'main' } } })
  await send('POST', all, { title: 'Nowhere', source: { branch: { name: 'nowhere' } } })
  const destination = { branch: { name: 'nowhere' } }
  await send('POST', all, { title: 'Nowhere', source: destination, destination })
  await send('POST', all, { title: 'Who', source, reviewers: [{ username: 'nobody' }] })
  await send('GET', `${all}/999999`)
  await send('GET', `${all}?pagelen=51`)
  await send('GET', `${all}?q=nothing=1`)
}

async function lists({ call, send }: Client, id: number): Promise<void> {
  await call('repositories.listPullRequests', { ...at, state: 'OPEN', q: 'reviewers.nickname = "grace"' })
  await send('GET', `${all}?state=OPEN&state=MERGED&pagelen=50&sort=-updated_on&fields=%2Bvalues.participants`)
  const { body } = await send('GET', `${all}/${id}`)
  const author = encodeURIComponent(body.author.uuid)
  await call('pullrequests.listPullrequestsForUser', { selected_user: body.author.uuid, state: 'OPEN' })
  await send('GET', `/2.0/workspaces/demo/pullrequests/${author}?state=OPEN`)
  await send('GET', '/2.0/workspaces/demo/pullrequests/nobody')
  await call('repositories.listPullrequestsForCommit', { ...at, commit: body.source.commit.hash })
}

async function review({ call, send }: Client, id: number): Promise<void> {
  const one = { ...at, pull_request_id: id }
  await call('repositories.getPullRequest', one)
  await call('repositories.createPullRequestApproval', one)
  await send('POST', `${all}/${id}/request-changes`)
  await send('DELETE', `${all}/${id}/request-changes`)
  await call('repositories.deletePullRequestApproval', one)
  await send('GET', `${all}/${id}`)
}

async function sides({ call, send }: Client, id: number): Promise<void> {
  await call('repositories.listPullRequestCommits', { ...at, pull_request_id: id })
  await call('repositories.listPullRequestStatuses', { ...at, pull_request_id: id })
  for (const part of ['diff', 'diffstat', 'patch', 'conflicts']) {
    const { headers } = await send('GET', `${all}/${id}/${part}`)
    await send('GET', headers.get('location') ?? '')
  }
}

async function activity({ call, send }: Client, id: number): Promise<void> {
  await call('repositories.listPullRequestActivities', { ...at, pull_request_id: id })
  await call('repositories.listPullRequestActivitiesForRepo', at)
  await send('GET', `${all}/activity?pagelen=1`)
}

async function fromFork({ call, send }: Client): Promise<void> {
  const fork = { workspace: 'demo', repo_slug: 'walk-beside' }
  await call('repositories.createFork', { ...at, _body: { name: 'Walk beside', workspace: { slug: 'demo' } } })
  const files = new URLSearchParams({ message: 'Beside', branch: 'beside', 'beside.txt': 'beside' })
  await send('POST', '/2.0/repositories/demo/walk-beside/src', files)
  const source = { branch: { name: 'beside' }, repository: { full_name: 'demo/walk-beside' } }
  const { body } = await send('POST', all, { title: 'From beside', source })
  await send('GET', `${all}/${body.id}/commits`)
  await call('repositories.delete', fork)
  await send('GET', `${all}/${body.id}`)
  await send('GET', `${all}/${body.id}/activity`)
  await send('GET', `${all}/${body.id}/commits`)
}
