import type { Client } from './client.ts'

/** Pipeline variables under everything that can have them. */
export async function walkPipelines({ call, send }: Client): Promise<void> {
  const at = { workspace: 'demo', repo_slug: 'walk' }
  const environments = await call('deployments.listEnvironments', at)
  const environment = encodeURIComponent(environments.values[0].uuid)
  const me = encodeURIComponent((await call('users.getAuthedUser', {})).uuid)
  await walkVariables(send, '/2.0/workspaces/demo/pipelines-config/variables')
  await walkVariables(send, '/2.0/repositories/demo/walk/pipelines_config/variables')
  await walkVariables(send, '/2.0/teams/demo/pipelines_config/variables')
  await walkVariables(send, `/2.0/users/${me}/pipelines_config/variables`)
  await walkVariables(send, `/2.0/repositories/demo/walk/deployments_config/environments/${environment}/variables`)
  await call('teams.createPipelineVariable', {
    username: 'demo',
    _body: { type: 'pipeline_variable', key: 'CLIENT', value: '1' },
  })
  await call('teams.listPipelineVariables', { username: 'demo' })
  await call('repositories.createPipelineVariable', {
    ...at,
    _body: { type: 'pipeline_variable', key: 'CLIENT', value: '1', secured: true },
  })
  await call('repositories.listPipelineVariables', at)
}

async function walkVariables(send: Client['send'], path: string): Promise<void> {
  const { body } = await send('POST', path, { key: 'WALK', value: 'on' })
  const one = `${path}/${encodeURIComponent(body.uuid)}`
  await send('POST', path, { key: 'WALK', value: 'twice' })
  await send('GET', path)
  if (!path.includes('deployments_config')) await send('GET', one)
  await send('PUT', one, { key: 'WALK', value: 'off', secured: true })
  await send('DELETE', one)
  await send('DELETE', one)
}
