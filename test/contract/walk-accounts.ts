import type { Client } from './client.ts'

/** Users and workspaces. */
export async function walkAccounts({ bitbucket, send }: Client): Promise<void> {
  const { data: me } = await bitbucket.users.getAuthedUser({})
  await bitbucket.users.get({ selected_user: me.uuid })
  await bitbucket.users.listEmailsForAuthedUser({})
  await bitbucket.users.getEmailForAuthedUser({ email: 'admin@localhost' })
  await bitbucket.user.listPermissionsForRepos({})
  await bitbucket.user.listPermissionsForWorkspaces({})
  await bitbucket.workspaces.getWorkspaces({ role: 'owner' })
  await bitbucket.workspaces.getWorkspace({ workspace: 'demo' })
  await bitbucket.workspaces.getMembersForWorkspace({ workspace: 'demo' })
  await bitbucket.workspaces.getMemberForWorkspace({ workspace: 'demo', member: me.uuid })
  await bitbucket.workspaces.listPermissions({ workspace: 'demo', q: 'permission="owner"' })
  await bitbucket.workspaces.listPermissionsForRepositories({ workspace: 'demo' })
  await send('GET', '/2.0/user/workspaces?administrator=true&sort=slug')
  await send('GET', '/2.0/user/workspaces/demo/permission')
  await send('GET', '/2.0/user/workspaces/demo/permissions/repositories')
  await send('GET', '/2.0/workspaces/nowhere')
  await send('GET', '/2.0/users/nobody-at-all')
}
