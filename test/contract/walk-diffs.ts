import type { Client } from './client.ts'

/** How commits compare: the two that the walk through the commits made. */
export async function walkDiffs({ call, send }: Client): Promise<void> {
  const at = { workspace: 'demo', repo_slug: 'walk' }
  const here = '/2.0/repositories/demo/walk'
  const { values } = await call('repositories.listCommits', { ...at, pagelen: 2 })
  const [next, first] = values.map((one: { hash: string }) => one.hash)
  const spec = `${next}..${first}`
  await call('repositories.getDiff', { ...at, spec: next, context: 1 })
  await call('repositories.getDiff', { ...at, spec, topic: false, path: 'README.md', binary: false, renames: false })
  await send('GET', `${here}/diff/demo/walk:${next.slice(0, 12)}%0D${first.slice(0, 12)}?topic=true`)
  await send('GET', `${here}/diff/${spec}?topic=true&merge=true`)
  await send('GET', `${here}/diff/nowhere`)
  await call('repositories.listDiffStats', { ...at, spec: first })
  await call('repositories.listDiffStats', { ...at, spec, ignore_whitespace: true })
  await send('GET', `${here}/diffstat/main..${first}?pagelen=1&page=2`)
  await call('repositories.getPatch', { ...at, spec })
  await call('repositories.getMergeBase', { ...at, revspec: spec })
  await send('GET', `${here}/merge-base/${next}`)
  await send('GET', `${here}/file-conflicts/${spec}`)
}
