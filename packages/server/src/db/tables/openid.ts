import type { Flag } from './accounts.ts'

/** By whom of an identity provider an account is signed in to. */
export interface OpenIdLinkRow {
  issuer: string
  subject: string
  user_uuid: string
  /** What the provider calls them, for people to tell which of their accounts there it is. */
  name: string
  linked_on: string
  last_used_on: string | null
}

/** Somebody was sent to the identity provider; the row goes with the first answer. */
export interface OpenIdQuestionRow {
  /** SHA-256 of what the cookie holds, in hexadecimal. */
  hash: string
  /** Whose account the answer is to be linked to; null where somebody signs in. */
  user_uuid: string | null
  /** Where they go afterwards. */
  next: string
  /** They are to show anew who they are. */
  is_again: Flag
  expires_on: string
}
