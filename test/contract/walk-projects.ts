import type { Client } from './client.ts'

/** Projects and who may do what in them. */
export async function walkProjects({ bitbucket, send }: Client): Promise<void> {
  const workspace = 'demo'
  const project_key = 'WALK'
  const grace = (await send('GET', '/2.0/users/grace')).body.uuid as string
  await bitbucket.workspaces.createProject({
    workspace,
    _body: { key: project_key, name: 'Walk', description: 'All of it', is_private: false },
  })
  await send('POST', '/2.0/workspaces/demo/projects', { key: project_key, name: 'Again' })
  await send('POST', '/2.0/workspaces/demo/projects', { name: 'No key' })
  await bitbucket.workspaces.getProjects({ workspace })
  await bitbucket.workspaces.getProject({ workspace, project_key })
  await bitbucket.workspaces.createOrUpdateProject({
    workspace,
    project_key,
    _body: { key: project_key, name: 'Walked' },
  })
  await send('PUT', '/2.0/workspaces/demo/projects/FRESH', { key: 'FRESH', name: 'Fresh' })
  const at = { workspace, project_key }
  await bitbucket.workspaces.updateProjectUserPermission({
    ...at,
    selected_user_id: grace,
    _body: { permission: 'write' },
  })
  await bitbucket.workspaces.getProjectUserPermission({ ...at, selected_user_id: grace })
  await bitbucket.workspaces.listProjectUserPermissions(at)
  await bitbucket.workspaces.deleteProjectUserPermission({ ...at, selected_user_id: grace })
  await bitbucket.workspaces.updateProjectGroupPermission({
    ...at,
    group_slug: 'builders',
    _body: { permission: 'create-repo' },
  })
  await bitbucket.workspaces.getProjectGroupPermission({ ...at, group_slug: 'builders' })
  await bitbucket.workspaces.listProjectGroupPermissions(at)
  await bitbucket.workspaces.deleteProjectGroupPermission({ ...at, group_slug: 'builders' })
  await bitbucket.workspaces.deleteProject({ workspace, project_key: 'FRESH' })
  await send('DELETE', '/2.0/workspaces/demo/projects/FRESH')
}
