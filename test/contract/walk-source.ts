import type { Client } from './client.ts'

/** Files and folders, what they are besides their content, and what they were before. */
export async function walkSource({ call, send }: Client): Promise<void> {
  const at = { workspace: 'demo', repo_slug: 'walk' }
  const here = '/2.0/repositories/demo/walk'
  const commit = 'written'
  const files = { 'docs/deep/data.json': '{"a": 1}', 'docs/ü.md': '# Ü\n' }
  await send('POST', `${here}/src`, new URLSearchParams({ ...files, branch: commit, message: 'More' }))
  await call('source.readRoot', at)
  await call('source.readRoot', { ...at, format: 'meta', fields: '*' })
  await call('source.read', { ...at, commit, path: '', max_depth: 3, q: 'size > 1', sort: '-size', pagelen: 2 })
  await call('source.read', { ...at, commit: 'HEAD', path: 'README.md' })
  await call('source.read', { ...at, commit, path: 'docs/' })
  // One document stands where the reference knows only pages; with `fields` it is no longer held to them.
  await call('source.read', { ...at, commit, path: 'docs/ü.md', format: 'meta', fields: '*' })
  await call('source.read', { ...at, commit, path: 'docs/ü.md', format: 'rendered', fields: '*' })
  await send('GET', `${here}/src/${commit}/docs/deep/data.json`)
  await send('HEAD', `${here}/src/${commit}/docs/deep/data.json`)
  await send('GET', `${here}/src/${commit}/?fields=%2Bvalues.last_commit`)
  await send('GET', `${here}/src/${commit}/nothing`)
  await send('GET', `${here}/src/nothing/README.md`)
  await send('GET', `${here}/src/${commit}/?q=colour%3D1`)
  await send('GET', `${here}/src/${commit}/docs/deep/data.json?format=rendered`)
  await call('source.listHistory', { ...at, commit: 'main', path: 'README.md', q: 'commit.date > 2000-01-01' })
  await call('source.listHistory', { ...at, commit: 'main', path: 'README.md', renames: 'false', sort: '-commit.date' })
  await send('GET', `${here}/filehistory/${commit}/nothing`)
}
