import type { Client } from './client.ts'

/** Users and workspaces. */
export async function walkAccounts({ call, send }: Client): Promise<void> {
  const me = await call('users.getAuthedUser', {})
  await call('users.get', { selected_user: me.uuid })
  await call('users.listEmailsForAuthedUser', {})
  await call('users.getEmailForAuthedUser', { email: 'admin@localhost' })
  await call('user.listPermissionsForRepos', {})
  await call('user.listPermissionsForWorkspaces', {})
  await call('workspaces.getWorkspaces', { role: 'owner' })
  await call('workspaces.getWorkspace', { workspace: 'demo' })
  await call('workspaces.getMembersForWorkspace', { workspace: 'demo' })
  await call('workspaces.getMemberForWorkspace', { workspace: 'demo', member: me.uuid })
  await call('workspaces.listPermissions', { workspace: 'demo', q: 'permission="owner"' })
  await call('workspaces.listPermissionsForRepositories', { workspace: 'demo' })
  await send('GET', '/2.0/user/workspaces?administrator=true&sort=slug')
  await send('GET', '/2.0/user/workspaces/demo/permission')
  await send('GET', '/2.0/user/workspaces/demo/permissions/repositories')
  await send('GET', '/2.0/workspaces/demo/settings/gpg/public-key')
  await send('GET', '/2.0/workspaces/nowhere')
  await send('GET', '/2.0/users/nobody-at-all')
}
