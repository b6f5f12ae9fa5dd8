/** Times are ISO-8601 UTC text, flags 0 or 1, everywhere in the tables. */
export type Flag = 0 | 1

export interface UserRow {
  uuid: string
  account_id: string
  username: string
  nickname: string
  display_name: string
  /** May do everything on this installation. */
  is_admin: Flag
  status: 'active' | 'suspended' | 'deleted'
  location: string | null
  avatar: string | null
  created_on: string
  /** A person, what acts for a workspace, a Connect app, or what a token of this kind acts as. */
  kind: 'person' | 'workspace' | 'connect_app' | AccessTokenKind
}

export type AccessTokenKind = 'repository_access_token' | 'project_access_token' | 'workspace_access_token'

export interface EmailRow {
  /** Lower case: an address belongs to one account, however it is written. */
  email: string
  user_uuid: string
  is_primary: Flag
  is_confirmed: Flag
}

/** An address that somebody says is theirs; until that is confirmed it does nothing and keeps nobody from having it. */
export interface EmailClaimRow {
  uuid: string
  user_uuid: string
  /** Lower case. */
  email: string
  created_on: string
  /** SHA-256 of the code that was last handed out, in hexadecimal; null before there was one. */
  code_hash: string | null
  code_expires_on: string | null
}

/** What an account was called before; it leads to the account, and is kept for it for a while. */
export interface FormerUsernameRow {
  username: string
  user_uuid: string
  left_on: string
}

export interface TokenRow {
  uuid: string
  user_uuid: string
  kind: 'api_token' | 'app_password' | 'oauth2' | AccessTokenKind
  name: string
  /** SHA-256 of the secret, in hexadecimal; the secret itself is kept nowhere. */
  hash: string
  /** JSON array of scopes. */
  scopes: string
  created_on: string
  /** From then on it is refused; null for never. */
  expires_on: string | null
  /** At most one of these: what an access token belongs to and goes with. */
  repository_uuid: string | null
  project_uuid: string | null
  workspace_uuid: string | null
  /** What an OAuth 2 token was given for, and goes with. */
  grant_uuid: string | null
}

/** When a token was last seen, give or take a minute. */
export interface TokenUseRow {
  token_uuid: string
  last_used_on: string
}

export interface WorkspaceRow {
  uuid: string
  slug: string
  name: string
  is_private: Flag
  is_privacy_enforced: Flag
  /** The account whose own workspace this is, if it is one. */
  personal_of: string | null
  avatar: string | null
  created_on: string
  updated_on: string
}

export interface MembershipRow {
  workspace_uuid: string
  user_uuid: string
  permission: 'owner' | 'create-project' | 'collaborator' | 'member'
  added_on: string
  last_accessed: string | null
}

export interface GroupRow {
  uuid: string
  workspace_uuid: string
  slug: string
  name: string
  /** What the group is granted on each repository created after it was set. */
  permission: 'read' | 'write' | 'admin' | null
  /** Kept for clients that set it; it decides nothing. */
  auto_add: Flag
  /** Likewise. */
  email_forwarding_disabled: Flag
  created_on: string
}

export interface GroupMemberRow {
  group_uuid: string
  user_uuid: string
}
