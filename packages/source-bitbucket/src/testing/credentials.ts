import { Refused, refusedPlainly } from './answer.ts'

/** The value of an `Authorization` header to what its bearer may do. */
export type Credentials = Map<string, { scopes: readonly string[]; isExpired?: boolean }>

export const SCOPES = ['account', 'repository', 'pullrequest', 'pipeline', 'issue', 'project']
export const EMAIL = 'ada@example.com'
export const API_TOKEN = 'ATATT3xFfGF0-the-token-of-ada'
export const ACCESS_TOKEN = 'ATCTT3xFfGN0-the-token-of-acme'

export const basicOf = (name: string, secret: string): string =>
  `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`

export const usualCredentials = (): Credentials =>
  new Map([
    [basicOf(EMAIL, API_TOKEN), { scopes: SCOPES }],
    [`Bearer ${ACCESS_TOKEN}`, { scopes: SCOPES }],
  ])

/** The headers that an answer to this credential carries; refuses one that is unknown, has ended, or lacks the scope. */
export function admitted(credentials: Credentials, header: string | undefined, scope: string): Record<string, string> {
  const known = credentials.get(header ?? '')
  if (!known && header?.startsWith('Basic'))
    throw refusedPlainly(401, 'Unauthorized', { 'www-authenticate': 'Basic realm="Bitbucket.org HTTP"' })
  if (!known) throw new Refused(401, 'Token is invalid, expired, or not supported for this endpoint.')
  if (known.isExpired)
    throw new Refused(401, 'Access token expired. Use your refresh token to obtain a new access token.')
  const headers = { 'x-oauth-scopes': known.scopes.join(', '), 'x-accepted-oauth-scopes': scope }
  if (known.scopes.includes(scope)) return headers
  const refusal = new Refused(403, 'Your credentials lack one or more required privilege scopes.', {
    detail: { required: [scope], granted: known.scopes },
  })
  refusal.answer.headers = headers
  throw refusal
}

/** An OAuth consumer, and the refresh token that it may use next: each is good once. */
export interface Consumer {
  id: string
  secret: string
  refreshToken: string
  /** How many tokens it has been given. */
  count: number
}

/** The answer of the token endpoint; tokens given before end. */
export function tokensFor(
  consumer: Consumer,
  credentials: Credentials,
  asked: { header: string | undefined; form: URLSearchParams },
) {
  const { header, form } = asked
  const isRefused = form.get('grant_type') === 'refresh_token' && form.get('refresh_token') !== consumer.refreshToken
  if (header !== basicOf(consumer.id, consumer.secret) || isRefused)
    throw new Refused(401, 'Invalid OAuth client credentials')
  credentials.delete(`Bearer access-${consumer.count}`)
  consumer.count++
  consumer.refreshToken = `refresh-${consumer.count}`
  credentials.set(`Bearer access-${consumer.count}`, { scopes: SCOPES })
  const body = {
    access_token: `access-${consumer.count}`,
    refresh_token: consumer.refreshToken,
    token_type: 'bearer',
    expires_in: 7200,
  }
  return { status: 200, body, headers: undefined }
}
