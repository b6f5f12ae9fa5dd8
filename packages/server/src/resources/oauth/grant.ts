import { hash } from 'node:crypto'
import type { OauthGrantRow } from '../../db/tables/index.ts'
import { closure } from '../../kernel/scopes.ts'
import type { Consumer } from '../workspaces/consumers/consumer.ts'

/** Seconds that an access token is good for; clients expect just this many. */
export const ACCESS_SECONDS = 7200
/** A code is on its way through a browser only. */
export const CODE_SECONDS = 300

const DAY = 86_400
/** Counted from its last use. Who may act for the workspace can always ask anew. */
export const REFRESH_SECONDS = { authorization_code: 90 * DAY, implicit: 0, client_credentials: 7 * DAY }

/** One act of letting a consumer in; everything that it is given for it ends with it. */
export interface Grant {
  uuid: string
  consumerUuid: string
  /** Who let it in, and for whom it acts. */
  userUuid: string
  kind: OauthGrantRow['kind']
  scopes: readonly string[]
  createdOn: string
}

/** What has to be shown again when a code is exchanged. */
export interface CodeTerms {
  expiresOn: string
  redirectUri: string | null
  /** The S256 challenge of PKCE, if there was one. */
  challenge: string | null
}

/**
 * The scopes that a consumer is given when it asks for these, parted by blanks: all that it may have when it asks for
 * none, and nothing at all when it asks for more than it may have.
 */
export function scopesFor(most: readonly string[], asked: string | null | undefined): readonly string[] | undefined {
  const wanted = [...new Set((asked ?? '').split(/[\s,]+/).filter(scope => scope !== ''))]
  if (wanted.length === 0) return most
  const allowed = closure(most)
  return wanted.every(scope => allowed.has(scope)) ? wanted : undefined
}

/** What is left of the scopes of a grant when its consumer may do less than it could then. */
export const stillAllowed = ({ scopes }: Pick<Grant, 'scopes'>, consumer: Consumer): readonly string[] => {
  const allowed = closure(consumer.scopes)
  return scopes.filter(scope => allowed.has(scope))
}

/** Whether who exchanges a code is the one who asked for it; no verifier may come where no challenge was. */
export function provesChallenge(challenge: string | null, verifier: string | null): boolean {
  if (challenge === null) return verifier === null
  return verifier !== null && VERIFIER.test(verifier) && hash('sha256', verifier, 'base64url') === challenge
}

const VERIFIER = /^[A-Za-z0-9._~-]{43,128}$/
