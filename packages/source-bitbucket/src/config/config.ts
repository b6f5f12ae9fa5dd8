import { misconfigured } from '../protocol/failure.ts'
import type { Data } from '../protocol/message.ts'
import { Secrets } from '../protocol/secrets.ts'
import { instant } from '../state/instant.ts'
import { DEFAULT_CONCURRENCY, DEFAULT_START, PULL_REQUEST_STATES } from './spec.ts'
import { type Given, validated } from './validate.ts'

/** What the source was told, checked and filled up. */
export interface Config {
  workspace: string
  url: string
  auth: Auth
  /** Sortable, as `instant` makes it. */
  start: string
  pullRequestStates: readonly string[]
  wants: (slug: string) => boolean
  concurrency: number
  reportsDeletions: boolean
  secrets: Secrets
  /** As it was given, to be handed back when a token of it changes. */
  given: Data
}

export type Auth =
  | { type: 'api_token'; email: string; api_token: string }
  | { type: 'access_token'; access_token: string }
  | { type: 'oauth'; client_id: string; client_secret: string; refresh_token?: string }

/** Reads a configuration; what is wrong with it is said as hosts expect it. */
export const configOf = (given: unknown): Config => filled(validated(given))

function filled(given: Given): Config {
  const auth = authIn(given)
  const start = instant(given.start_date ?? DEFAULT_START)
  if (start === undefined || !isOfCalendar(start))
    throw misconfigured('Config validation error: start_date: is no moment of the calendar')
  const { pull_request_state: state = 'ALL' } = given
  return {
    workspace: given.workspace.trim(),
    url: addressIn(given.base_url),
    auth,
    start,
    pullRequestStates: state === 'ALL' ? PULL_REQUEST_STATES : [state],
    wants: wanted(given),
    concurrency: given.concurrency ?? DEFAULT_CONCURRENCY,
    reportsDeletions: given.report_deletions ?? false,
    secrets: secretsOf(auth),
    given,
  }
}

/** February has no thirtieth, though dates can be reckoned from it. */
const isOfCalendar = (moment: string): boolean => new Date(moment).toISOString().startsWith(moment.slice(0, 10))

function authIn({ email, api_token, credentials }: Given): Auth {
  if (credentials !== undefined) return { ...credentials, type: credentials.auth_type } as Auth
  if (!email || !api_token)
    throw misconfigured('Config validation error: email and api_token are needed, or credentials in their place')
  return { type: 'api_token', email, api_token }
}

export function secretsOf(auth: Auth): Secrets {
  const secrets = new Secrets()
  if (auth.type === 'api_token') secrets.add(auth.api_token, auth.email)
  if (auth.type === 'access_token') secrets.add(auth.access_token)
  if (auth.type === 'oauth') {
    secrets.add(auth.client_secret, auth.client_id)
    if (auth.refresh_token) secrets.add(auth.refresh_token)
  }
  return secrets
}

function addressIn(given = 'https://api.bitbucket.org/2.0'): string {
  const text = given.trim()
  const address = text.includes('://') ? text : `https://${text}`
  if (!URL.canParse(address) || !/^https?:/i.test(address))
    throw misconfigured('Config validation error: base_url: must be the address of a server')
  const url = new URL(address)
  if (url.username || url.password)
    throw misconfigured(
      'Config validation error: base_url: must not carry credentials; give them as email and api_token',
    )
  return text
}

/** Slugs are compared as a whole and without regard to case. */
function wanted({ repositories = [], excluded_repositories: excluded = [] }: Given): (slug: string) => boolean {
  const [ours, others] = [repositories.map(pattern), excluded.map(pattern)]
  return slug => (ours.length === 0 || ours.some(one => one.test(slug))) && !others.some(one => one.test(slug))
}

const pattern = (glob: string): RegExp =>
  new RegExp(
    `^${glob
      .trim()
      .replaceAll(/[^\w*]/g, '\\$&')
      .replaceAll('*', '.*')}$`,
    'i',
  )
