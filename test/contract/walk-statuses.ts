import type { Client } from './client.ts'

/** What builds say of a commit, and what tools report of it and of its lines. */
export async function walkStatuses({ call, send }: Client): Promise<void> {
  const at = { workspace: 'demo', repo_slug: 'walk' }
  const { values } = await call('repositories.listCommits', { ...at, pagelen: 1 })
  const commit = values[0].hash
  const here = `/2.0/repositories/demo/walk/commit/${commit}`
  const build = { key: 'walk', state: 'INPROGRESS', url: 'https://ci.example.com/{commit.hash}' }
  await call('commitstatuses.createBuildStatus', { ...at, commit, _body: build })
  await send('POST', `${here}/statuses/build`, { ...build, refname: 'main', name: 'Walk #1', description: 'Going' })
  await send('POST', `${here}/statuses/build`, { ...build, url: 'javascript:alert(1)' })
  await send('POST', '/2.0/repositories/demo/walk/commit/0000000/statuses/build', build)
  await send('PUT', `${here}/statuses/build/walk`, { state: 'SUCCESSFUL', description: 'Done' })
  await call('commitstatuses.getBuildStatus', { ...at, commit, key: 'walk' })
  await send('GET', `${here}/statuses/build/none`)
  const asked = { refname: 'main', q: 'state="SUCCESSFUL"', sort: '-updated_on' }
  await call('repositories.listCommitStatuses', { ...at, commit, ...asked })
}
