import type { Client } from './client.ts'

/** Forks of the repository that the walk made, within the same workspace. */
export async function walkForks({ call, send }: Client): Promise<void> {
  const at = { workspace: 'demo', repo_slug: 'walk' }
  const here = '/2.0/repositories/demo/walk/forks'
  const workspace = { slug: 'demo' }
  const project = { key: 'WALK' }
  await call('repositories.createFork', { ...at, _body: { name: 'Walk fork', workspace, project, is_private: true } })
  await send('POST', here, { workspace })
  await send('POST', here, { name: 'nowhere', workspace: { slug: 'nowhere' } })
  await send('POST', here, { name: 'odd', workspace, fork_policy: 'maybe' })
  await call('repositories.get', { workspace: 'demo', repo_slug: 'walk-fork' })
  await call('repositories.listForks', { ...at, role: 'admin', q: 'name ~ "fork"', sort: '-updated_on', pagelen: 1 })
  await call('repositories.createFork', {
    workspace: 'demo',
    repo_slug: 'walk-fork',
    _body: { name: 'twice', workspace },
  })
  await call('repositories.delete', { workspace: 'demo', repo_slug: 'walk-fork' })
  await call('repositories.get', { workspace: 'demo', repo_slug: 'twice' })
  await send('GET', `${here}?q=nothing=1`)
}
