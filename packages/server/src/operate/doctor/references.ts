import type { Tables } from '../../db/tables/index.ts'

/** A column that names rows of other tables by uuid. */
export interface Reference {
  table: keyof Tables
  column: string
  to: readonly (keyof Tables)[]
  /** Only rows that have this. */
  where?: readonly [column: string, value: string]
}

const reference = <T extends keyof Tables>(
  table: T,
  column: keyof Tables[T] & string,
  to: readonly (keyof Tables)[],
  where?: readonly [keyof Tables[T] & string, string],
): Reference => ({ table, column, to, ...(where && { where }) })

/** Those that the database keeps itself stand here too: it does so only while nobody switches that off. */
export const references: readonly Reference[] = [
  reference('emails', 'user_uuid', ['users']),
  reference('email_claims', 'user_uuid', ['users']),
  reference('former_usernames', 'user_uuid', ['users']),
  reference('tokens', 'user_uuid', ['users']),
  reference('tokens', 'repository_uuid', ['repositories']),
  reference('tokens', 'project_uuid', ['projects']),
  reference('tokens', 'workspace_uuid', ['workspaces']),
  reference('tokens', 'grant_uuid', ['oauth_grants']),
  reference('consumers', 'workspace_uuid', ['workspaces']),
  reference('oauth_grants', 'consumer_uuid', ['consumers']),
  reference('oauth_grants', 'user_uuid', ['users']),
  reference('refresh_tokens', 'grant_uuid', ['oauth_grants']),
  reference('addons', 'workspace_uuid', ['workspaces']),
  reference('addons', 'user_uuid', ['users']),
  reference('linker_values', 'addon_uuid', ['addons']),
  reference('passwords', 'user_uuid', ['users']),
  reference('sessions', 'user_uuid', ['users']),
  reference('workspace_accounts', 'workspace_uuid', ['workspaces']),
  reference('workspace_accounts', 'user_uuid', ['users']),
  reference('token_uses', 'token_uuid', ['tokens']),
  reference('ssh_keys', 'user_uuid', ['users']),
  reference('gpg_keys', 'user_uuid', ['users']),
  reference('memberships', 'workspace_uuid', ['workspaces']),
  reference('memberships', 'user_uuid', ['users']),
  reference('groups', 'workspace_uuid', ['workspaces']),
  reference('group_members', 'group_uuid', ['groups']),
  reference('group_members', 'user_uuid', ['users']),
  reference('grants', 'resource_uuid', ['projects'], ['resource_kind', 'project']),
  reference('grants', 'resource_uuid', ['repositories'], ['resource_kind', 'repository']),
  reference('grants', 'grantee_uuid', ['users'], ['grantee_kind', 'user']),
  reference('grants', 'grantee_uuid', ['users'], ['grantee_kind', 'token']),
  reference('grants', 'grantee_uuid', ['groups'], ['grantee_kind', 'group']),
  reference('former_slugs', 'leads_to', ['workspaces', 'repositories']),
  reference('watchers', 'repository_uuid', ['repositories']),
  reference('watchers', 'user_uuid', ['users']),
  reference('deploy_keys', 'repository_uuid', ['repositories']),
  reference('deploy_keys', 'project_uuid', ['projects']),
  reference('deploy_keys', 'user_uuid', ['users']),
  reference('environments', 'repository_uuid', ['repositories']),
  reference('commit_approvals', 'repository_uuid', ['repositories']),
  reference('commit_approvals', 'user_uuid', ['users']),
  reference('commit_comments', 'repository_uuid', ['repositories']),
  reference('commit_comments', 'user_uuid', ['users']),
  reference('pipeline_variables', 'user_uuid', ['users']),
  reference('pipeline_variables', 'workspace_uuid', ['workspaces']),
  reference('pipeline_variables', 'repository_uuid', ['repositories']),
  reference('pipeline_variables', 'environment_uuid', ['environments']),
]
