/** Tokens as the token endpoint hands them out. */
export interface Tokens {
  accessToken: string
  /** Replaces the one that was used, where the server gives a new one. */
  refreshToken?: string
  /** When the access token ends. */
  expiresAt?: Date
}

/** An OAuth consumer acting for itself, or for whoever consented once and left a refresh token. */
export interface OAuthConsumer {
  clientId: string
  clientSecret: string
  refreshToken?: string
  /** Where tokens are handed out; `/site/oauth2/access_token` of the server when left out, of bitbucket.org for its cloud. */
  tokenUrl?: string
  /** Told of every renewal, so that a new refresh token can be kept. */
  onTokens?: (tokens: Tokens) => void | Promise<void>
}

/**
 * Who asks: an access token, API token or session token as it is (sent as Bearer); a name and a secret (sent as Basic: an
 * e-mail address with an API token, a username with an app password, `x-token-auth` with an access token); an OAuth
 * consumer, whose tokens are renewed when they end; or a function that gives the value of the `Authorization` header.
 */
export type Credential =
  | string
  | { username: string; password: string }
  | OAuthConsumer
  | (() => string | undefined | Promise<string | undefined>)

/** The header of a credential that needs no renewal. */
export function authorization(credential: string | { username: string; password: string }): string {
  if (typeof credential === 'string') return `Bearer ${credential}`
  return basic(credential.username, credential.password)
}

export const basic = (name: string, secret: string): string =>
  `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(`${name}:${secret}`)))}`

export const isConsumer = (credential: Credential): credential is OAuthConsumer =>
  typeof credential === 'object' && 'clientId' in credential
