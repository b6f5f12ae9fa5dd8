import type { Client } from './client.ts'

/** Branches and tags of the code that the walk through the commits made. */
export async function walkRefs({ call, send }: Client): Promise<void> {
  const at = { workspace: 'demo', repo_slug: 'walk' }
  const here = '/2.0/repositories/demo/walk/refs'
  const target = { hash: 'main' }
  await call('refs.createBranch', { ...at, _body: { name: 'feature/walk', target } })
  await send('POST', `${here}/branches`, { name: 'feature/walk', target })
  await send('POST', `${here}/branches`, { name: 'feature', target })
  await send('POST', `${here}/branches`, { name: 'new', target: { hash: 'nowhere' } })
  await send('POST', `${here}/branches`, { name: 'new' })
  await call('refs.getBranch', { ...at, name: 'feature/walk' })
  await send('GET', `${here}/branches/feature/walk`)
  await call('refs.listBranches', { ...at, sort: '-target.date', q: 'name ~ "a"', pagelen: 1 })
  await call('refs.createTag', { ...at, _body: { type: 'tag', name: 'v1', target, message: 'First' } })
  await send('POST', `${here}/tags`, { name: 'v1', target })
  await call('refs.getTag', { ...at, name: 'v1' })
  await call('refs.listTags', { ...at, sort: 'name' })
  await call('refs.list', { ...at, sort: '-name', q: 'type = "tag" OR target.message ~ "e"' })
  await send('GET', `${here}?q=nothing=1`)
  await send('DELETE', `${here}/branches/main`)
  await call('refs.deleteBranch', { ...at, name: 'feature/walk' })
  await send('GET', `${here}/branches/feature/walk`)
  await call('refs.deleteTag', { ...at, name: 'v1' })
  await send('DELETE', `${here}/tags/v1`)
}
