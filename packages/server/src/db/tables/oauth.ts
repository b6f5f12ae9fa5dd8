import type { Flag } from './accounts.ts'

/** What acts for a workspace as a whole. */
export interface WorkspaceAccountRow {
  workspace_uuid: string
  user_uuid: string
}

export interface ConsumerRow {
  uuid: string
  workspace_uuid: string
  /** What clients call `client_id`. */
  key: string
  /** SHA-256 of the secret, in hexadecimal. */
  secret_hash: string
  name: string
  description: string | null
  url: string | null
  callback_url: string | null
  is_private: Flag
  /** JSON array of scopes. */
  scopes: string
  created_on: string
}

/** One act of letting a consumer in; all that it was given for it goes with it. */
export interface OauthGrantRow {
  uuid: string
  consumer_uuid: string
  user_uuid: string
  kind: 'authorization_code' | 'implicit' | 'client_credentials'
  /** JSON array of scopes. */
  scopes: string
  created_on: string
  /** The last five are for codes only. */
  code_hash: string | null
  code_expires_on: string | null
  /** As the consumer gave it, if it did. */
  redirect_uri: string | null
  /** Of PKCE, by S256. */
  challenge: string | null
  is_redeemed: Flag
}

export interface RefreshTokenRow {
  hash: string
  grant_uuid: string
  /** The one that it was given for. */
  parent_hash: string | null
  /** One that was given for it has been used. */
  is_spent: Flag
  created_on: string
  expires_on: string
}

export interface PasswordRow {
  user_uuid: string
  /** `scrypt$` with the cost, the salt and what came of it. */
  hash: string
  changed_on: string
}

/** Somebody signed in with a browser. */
export interface SessionRow {
  /** SHA-256 of what the cookie holds, in hexadecimal. */
  hash: string
  user_uuid: string
  created_on: string
  expires_on: string
  /** How they have shown who they are, such as `password+authenticator_app`; null where that was not noted yet. */
  method: string | null
  /** Where they came from then; null where nobody could tell. */
  address: string | null
  user_agent: string | null
}

/** Failures to sign in since a moment, to one account or from one address. */
export interface SignInAttemptRow {
  /** SHA-256 of what it is about, so that it names nobody. */
  subject: string
  failures: number
  since: string
}
