import { hash, randomBytes } from 'node:crypto'

const PREFIX = {
  api_token: 'PAILAT',
  app_password: 'PAILAP',
  access_token: 'PAILCT',
  oauth2: 'PAILOA',
  refresh: 'PAILOR',
  consumer: 'PAILOC',
  connect: 'PAILCS',
  confirmation: 'PAILEC',
}

/** What is said of a token that does not count, here or anywhere. */
export const INVALID = 'Token is invalid, expired, or not supported for this endpoint.'

/** What is said of an OAuth 2 token whose time is over; clients look for its second sentence. */
export const EXPIRED = 'OAuth2 access token expired. Use your refresh token to obtain a new access token.'

/** A new secret with 256 bits of chance; the prefix lets scanners of leaked secrets recognise it. */
export const newSecret = (kind: keyof typeof PREFIX): string =>
  `${PREFIX[kind]}_${randomBytes(32).toString('base64url')}`

/** What is kept of a secret. One round suffices, as nobody can guess at 256 bits. */
export const hashOf = (secret: string): string => hash('sha256', secret)
