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
  await walkReports({ call, send }, { ...at, commit, reportId: 'walk-1' })
}

async function walkReports(
  { call, send }: Pick<Client, 'call' | 'send'>,
  at: { commit: string; reportId: string },
): Promise<void> {
  const here = `/2.0/repositories/demo/walk/commit/${at.commit}/reports/walk-1`
  // The schema knows no other value than an object, though the sentences beside it do.
  const data = [{ title: 'More', type: 'LINK', value: { text: 'there', href: 'https://example.com/1' } }]
  const report = { title: 'Scan', details: 'Some found.', report_type: 'SECURITY', reporter: 'Walk', result: 'FAILED' }
  await send('DELETE', here)
  await call('reports.createOrUpdateReport', { ...at, _body: { ...report, link: 'https://example.com', data } })
  await send('PUT', here, { title: 'Half' })
  await call('reports.getReport', at)
  await call('reports.getReportsForCommit', at)
  const bug = { annotation_type: 'BUG', summary: 'Off by one', path: 'README.md', line: 1, severity: 'HIGH' }
  await send('POST', `${here}/annotations`, [{ ...bug, external_id: 'a1' }])
  await send('PUT', `${here}/annotations/a2`, bug)
  await send('PUT', `${here}/annotations/a2`, { summary: '' })
  await call('reports.getAnnotationsForReport', at)
  await call('reports.getAnnotation', { ...at, annotationId: 'a1' })
  await send('GET', `${here}/annotations/none`)
  await call('reports.deleteAnnotation', { ...at, annotationId: 'a1' })
  await call('reports.deleteReport', at)
  await send('GET', here)
}
