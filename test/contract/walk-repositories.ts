import type { Client } from './client.ts'

/** Repositories, their permissions and their environments. */
export async function walkRepositories({ bitbucket, send }: Client): Promise<void> {
  const at = { workspace: 'demo', repo_slug: 'walk' }
  const grace = (await send('GET', '/2.0/users/grace')).body.uuid as string
  await bitbucket.repositories.create({
    ...at,
    _body: { scm: 'git', is_private: true, project: { key: 'WALK' }, description: 'A walk' },
  })
  await send('POST', '/2.0/repositories/demo/walk', { scm: 'git' })
  await bitbucket.repositories.get(at)
  await bitbucket.repositories.list({ workspace: 'demo', role: 'admin', q: 'name ~ "wa"', sort: '-updated_on' })
  await bitbucket.repositories.listGlobal({ role: 'member' })
  await bitbucket.repositories.update({ ...at, _body: { description: 'A longer walk', language: 'typescript' } })
  await send('PUT', '/2.0/repositories/demo/second', { is_private: false })
  await send('DELETE', '/2.0/repositories/demo/second')
  await send('GET', '/2.0/repositories/demo/second')
  await bitbucket.repositories.listWatchers(at)
  await send('GET', '/2.0/repositories/demo/walk/override-settings')
  await send('PUT', '/2.0/repositories/demo/walk/override-settings', { override_settings: { branching_model: true } })
  await bitbucket.workspaces.listPermissionsForRepository(at)
  await bitbucket.repositories.updateUserPermission({ ...at, selected_user_id: grace, _body: { permission: 'write' } })
  await bitbucket.repositories.getUserPermission({ ...at, selected_user_id: grace })
  await bitbucket.repositories.listUserPermissions(at)
  await bitbucket.repositories.deleteUserPermission({ ...at, selected_user_id: grace })
  await bitbucket.repositories.updateGroupPermission({ ...at, group_slug: 'builders', _body: { permission: 'admin' } })
  await bitbucket.repositories.getGroupPermission({ ...at, group_slug: 'builders' })
  await bitbucket.repositories.listGroupPermissions(at)
  await bitbucket.repositories.deleteGroupPermission({ ...at, group_slug: 'builders' })
  await walkEnvironments({ bitbucket, send })
  await bitbucket.repositories.create({ workspace: 'demo', repo_slug: 'gone' })
  await bitbucket.repositories.delete({ workspace: 'demo', repo_slug: 'gone' })
}

async function walkEnvironments({ bitbucket, send }: Pick<Client, 'bitbucket' | 'send'>): Promise<void> {
  const at = { workspace: 'demo', repo_slug: 'walk' }
  const named = {
    type: 'deployment_environment',
    name: 'Canary',
    environment_type: { type: 'deployment_environment_type', name: 'Test' },
  }
  await bitbucket.deployments.createEnvironment({ ...at, _body: named })
  await send('POST', '/2.0/repositories/demo/walk/environments', named)
  const { data } = await bitbucket.deployments.listEnvironments(at)
  const environment_uuid = data.values.find((one: { name: string }) => one.name === 'Canary').uuid
  await bitbucket.deployments.getEnvironment({ ...at, environment_uuid })
  await send('POST', `/2.0/repositories/demo/walk/environments/${encodeURIComponent(environment_uuid)}/changes`, {
    change: { name: 'Canary 2' },
  })
  await bitbucket.deployments.deleteEnvironmentForRepository({ ...at, environment_uuid })
}
