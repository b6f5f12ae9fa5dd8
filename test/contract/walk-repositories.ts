import type { Client } from './client.ts'

/** Repositories, their permissions and their environments. */
export async function walkRepositories({ call, send }: Client): Promise<void> {
  const at = { workspace: 'demo', repo_slug: 'walk' }
  const grace = (await send('GET', '/2.0/users/grace')).body.uuid as string
  await call('repositories.create', {
    ...at,
    _body: { scm: 'git', is_private: true, project: { key: 'WALK' }, description: 'A walk' },
  })
  await send('POST', '/2.0/repositories/demo/walk', { scm: 'git' })
  await call('repositories.get', at)
  await call('repositories.list', { workspace: 'demo', role: 'admin', q: 'name ~ "wa"', sort: '-updated_on' })
  await call('repositories.listGlobal', { role: 'member' })
  await call('repositories.update', { ...at, _body: { description: 'A longer walk', language: 'typescript' } })
  await send('PUT', '/2.0/repositories/demo/second', { is_private: false })
  await send('DELETE', '/2.0/repositories/demo/second')
  await send('GET', '/2.0/repositories/demo/second')
  await call('repositories.listWatchers', at)
  await send('GET', '/2.0/repositories/demo/walk/override-settings')
  await send('PUT', '/2.0/repositories/demo/walk/override-settings', { override_settings: { branching_model: true } })
  await call('workspaces.listPermissionsForRepository', at)
  await call('repositories.updateUserPermission', { ...at, selected_user_id: grace, _body: { permission: 'write' } })
  await call('repositories.getUserPermission', { ...at, selected_user_id: grace })
  await call('repositories.listUserPermissions', at)
  await call('repositories.deleteUserPermission', { ...at, selected_user_id: grace })
  await call('repositories.updateGroupPermission', { ...at, group_slug: 'builders', _body: { permission: 'admin' } })
  await call('repositories.getGroupPermission', { ...at, group_slug: 'builders' })
  await call('repositories.listGroupPermissions', at)
  await call('repositories.deleteGroupPermission', { ...at, group_slug: 'builders' })
  await walkEnvironments({ call, send })
  await call('repositories.create', { workspace: 'demo', repo_slug: 'gone' })
  await call('repositories.delete', { workspace: 'demo', repo_slug: 'gone' })
}

async function walkEnvironments({ call, send }: Pick<Client, 'call' | 'send'>): Promise<void> {
  const at = { workspace: 'demo', repo_slug: 'walk' }
  const named = {
    type: 'deployment_environment',
    name: 'Canary',
    environment_type: { type: 'deployment_environment_type', name: 'Test' },
  }
  await call('deployments.createEnvironment', { ...at, _body: named })
  await send('POST', '/2.0/repositories/demo/walk/environments', named)
  const data = await call('deployments.listEnvironments', at)
  const environment_uuid = data.values.find((one: { name: string }) => one.name === 'Canary').uuid
  await call('deployments.getEnvironment', { ...at, environment_uuid })
  await send('POST', `/2.0/repositories/demo/walk/environments/${encodeURIComponent(environment_uuid)}/changes`, {
    change: { name: 'Canary 2' },
  })
  await call('deployments.deleteEnvironmentForRepository', { ...at, environment_uuid })
}
