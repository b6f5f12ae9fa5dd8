import { invalid } from '@pail/failures'
import { EVERY_SCOPE, isScope } from '../../../kernel/scopes.ts'

/** A credential of a user's, as it is remembered: the secret itself is shown once and then forgotten. */
export interface Token {
  uuid: string
  kind: 'api_token' | 'app_password'
  name: string
  scopes: readonly string[]
  createdOn: string
  /** From then on it is refused. */
  expiresOn: string | null
  /** Give or take a minute. */
  lastUsedOn: string | null
}

/** When a token that is made at `moment` is to end; never, unless that was said. */
export function asExpiry(text: string | null | undefined, moment: string): string | null {
  if (text === null || text === undefined) return null
  const time = DATE.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(time)) throw expiryRefusal('not a date such as 2027-01-31 or 2027-01-31T12:00:00Z')
  const expiry = new Date(time).toISOString()
  if (expiry <= moment) throw expiryRefusal('this has passed already')
  return expiry
}

/** An API token ends within a year, and after a year where nothing else was said; an app password may go on for ever. */
export function asExpiryOf(kind: Token['kind'], text: string | null | undefined, moment: string): string | null {
  const expiry = asExpiry(text, moment)
  if (kind === 'app_password') return expiry
  const last = aYearAfter(moment)
  if (expiry !== null && expiry > last) throw expiryRefusal('an API token ends within a year')
  return expiry ?? last
}

/** With a day more, so that the same day of the next year is within it everywhere. */
export const aYearAfter = (moment: string): string => new Date(Date.parse(moment) + 366 * 86_400_000).toISOString()

const DATE = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/

/**
 * Scopes that a token may be given by one who holds these: only what exists, and nothing that the giver's
 * own credential lacks, so that a narrow token cannot be turned into a wide one.
 */
export function asScopes(scopes: readonly string[], giver: ReadonlySet<string>): readonly string[] {
  const unknown = scopes.filter(scope => !isScope(scope))
  if (unknown.length > 0) throw refusal(unknown.map(scope => `unknown scope ${scope}`))
  const lacking = giver.has(EVERY_SCOPE) ? [] : scopes.filter(scope => !giver.has(scope))
  if (lacking.length > 0) throw refusal(lacking.map(scope => `your own credential lacks ${scope}`))
  return [...new Set(scopes)]
}

const expiryRefusal = (complaint: string) => invalid('expires_on', complaint)

const refusal = (complaints: string[]) => invalid('scopes', ...complaints)
