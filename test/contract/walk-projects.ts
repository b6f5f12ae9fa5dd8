import type { Client } from './client.ts'

/** Projects and who may do what in them. */
export async function walkProjects({ call, send }: Client): Promise<void> {
  const workspace = 'demo'
  const project_key = 'WALK'
  const grace = (await send('GET', '/2.0/users/grace')).body.uuid as string
  await call('workspaces.createProject', {
    workspace,
    _body: { key: project_key, name: 'Walk', description: 'All of it', is_private: false },
  })
  await send('POST', '/2.0/workspaces/demo/projects', { key: project_key, name: 'Again' })
  await send('POST', '/2.0/workspaces/demo/projects', { name: 'No key' })
  await call('workspaces.getProjects', { workspace })
  await call('workspaces.getProject', { workspace, project_key })
  await call('workspaces.createOrUpdateProject', {
    workspace,
    project_key,
    _body: { key: project_key, name: 'Walked' },
  })
  await send('PUT', '/2.0/workspaces/demo/projects/FRESH', { key: 'FRESH', name: 'Fresh' })
  const at = { workspace, project_key }
  await call('workspaces.updateProjectUserPermission', {
    ...at,
    selected_user_id: grace,
    _body: { permission: 'write' },
  })
  await call('workspaces.getProjectUserPermission', { ...at, selected_user_id: grace })
  await call('workspaces.listProjectUserPermissions', at)
  await call('workspaces.deleteProjectUserPermission', { ...at, selected_user_id: grace })
  await call('workspaces.updateProjectGroupPermission', {
    ...at,
    group_slug: 'builders',
    _body: { permission: 'create-repo' },
  })
  await call('workspaces.getProjectGroupPermission', { ...at, group_slug: 'builders' })
  await call('workspaces.listProjectGroupPermissions', at)
  await call('workspaces.deleteProjectGroupPermission', { ...at, group_slug: 'builders' })
  await call('workspaces.deleteProject', { workspace, project_key: 'FRESH' })
  await send('DELETE', '/2.0/workspaces/demo/projects/FRESH')
}
