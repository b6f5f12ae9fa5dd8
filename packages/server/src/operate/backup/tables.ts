import type { Tables } from '../../db/tables/index.ts'

/**
 * Every table by the columns that order its rows without ties. Tables stand after those that they point to, and rows
 * after those of the same table that they point to, so that all can be put back in this order.
 */
export const TABLES = {
  users: ['uuid'],
  emails: ['email'],
  ssh_keys: ['uuid'],
  gpg_keys: ['fingerprint'],
  gpg_subkeys: ['parent_fingerprint', 'fingerprint'],
  passwords: ['user_uuid'],
  sessions: ['hash'],
  sign_in_attempts: ['subject'],
  workspaces: ['uuid'],
  workspace_accounts: ['workspace_uuid'],
  memberships: ['workspace_uuid', 'user_uuid'],
  groups: ['uuid'],
  group_members: ['group_uuid', 'user_uuid'],
  projects: ['uuid'],
  repositories: ['created_on', 'uuid'],
  consumers: ['uuid'],
  oauth_grants: ['uuid'],
  refresh_tokens: ['hash'],
  tokens: ['uuid'],
  token_uses: ['token_uuid'],
  grants: ['resource_uuid', 'grantee_uuid'],
  former_slugs: ['within', 'slug'],
  watchers: ['repository_uuid', 'user_uuid'],
  deploy_keys: ['id'],
  environments: ['uuid'],
  pipeline_variables: ['uuid'],
  commit_approvals: ['repository_uuid', 'commit_hash', 'user_uuid'],
  commit_comments: ['id'],
  events: ['id'],
  jobs: ['id'],
  ref_intents: ['uuid'],
  settings: ['name'],
  counters: ['name'],
  audit_records: ['id'],
  rate_windows: ['name'],
} satisfies { [T in keyof Tables]: readonly (keyof Tables[T])[] }
