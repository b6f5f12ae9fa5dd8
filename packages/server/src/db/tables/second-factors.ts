/** What an account shares with an app that shows codes by the time of day. */
export interface AuthenticatorAppRow {
  uuid: string
  /** An account has one. */
  user_uuid: string
  /** Sealed. */
  secret: string
  created_on: string
  /** Null until a code of it was given; it asks for nothing before. */
  confirmed_on: string | null
  /** The half minute of the last code that was taken: neither that one nor an earlier one is taken again. */
  last_step: number | null
  last_used_on: string | null
}

/** A security key or passkey. */
export interface SecurityKeyRow {
  uuid: string
  user_uuid: string
  name: string
  /** Base64url, as browsers send it; a key is registered once. */
  credential_id: string
  /** COSE, in base64url. */
  public_key: string
  /** How often it has been used, as it counts itself; 0 where it does not. */
  counter: number
  /** JSON array of the ways in which browsers reach it. */
  transports: string
  /** The host that it was registered at; it answers no other. */
  host: string
  created_on: string
  last_used_on: string | null
}

/** A code for who has lost everything else; the row goes when it is used. */
export interface RecoveryCodeRow {
  /** SHA-256, in hexadecimal. */
  hash: string
  user_uuid: string
  created_on: string
}

/** Somebody who has shown who they are once and has yet to do so again; it opens nothing. */
export interface PendingSignInRow {
  /** SHA-256 of what the cookie holds, in hexadecimal. */
  hash: string
  user_uuid: string
  /** How they have shown it first. */
  method: string
  failures: number
  created_on: string
  expires_on: string
}

/** What a security key is asked to sign; the row goes with the first answer. */
export interface KeyChallengeRow {
  challenge: string
  /** Hash of the session or of the pending sign-in that it is for. */
  bound_to: string
  purpose: 'register' | 'prove'
  expires_on: string
}
