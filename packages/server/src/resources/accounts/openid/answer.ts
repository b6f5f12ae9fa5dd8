import { Failure, Forbidden, Unavailable } from '@pail/failures'
import { Unsent } from '@pail/outbound'
import { AuthorizationResponseError, authorizationCodeGrant, type Configuration, fetchUserInfo } from 'openid-client'
import type { Forge } from '../../../kernel/forge.ts'
import type { OpenIdSettings } from '../../../settings/open-id.ts'
import { type Claims, type Person, personIn } from './person.ts'
import { providerOf } from './provider.ts'
import { partsOf } from './question.ts'

/** What a browser has brought back. */
export interface Brought {
  /** Where it came to, with what the provider wrote there. */
  url: URL
  /** What its cookie holds. */
  secret: string
  isAgain: boolean
}

/** For so long before it came an answer may have been found who somebody is, where they were to show it anew. */
const ANEW_SECONDS = 600

/** Finds out of whom the provider speaks; nothing that a browser brings is believed without asking it. */
export async function personFrom(forge: Forge, settings: OpenIdSettings, brought: Brought): Promise<Person> {
  const { name } = settings
  try {
    const provider = await providerOf(forge, settings)
    const tokens = await authorizationCodeGrant(provider, brought.url, {
      ...partsOf(brought.secret),
      idTokenExpected: true,
    })
    const claims = tokens.claims()!
    if (brought.isAgain) demandAnew(claims, name)
    return personIn(await withProfile(provider, claims, tokens.access_token))
  } catch (error) {
    throw refusalOf(forge, name, error)
  }
}

/** Many providers tell the address and the name only when they are asked for them. */
async function withProfile(provider: Configuration, claims: Claims, accessToken: string): Promise<Claims> {
  const isTold = claims.email !== undefined && claims.email_verified !== undefined
  if (isTold || provider.serverMetadata().userinfo_endpoint === undefined) return claims
  return { ...(await fetchUserInfo(provider, accessToken, claims.sub)), ...claims }
}

function demandAnew({ auth_time }: Claims, name: string): void {
  if (typeof auth_time === 'number' && auth_time < Date.now() / 1000 - ANEW_SECONDS)
    throw new Forbidden(`${name} did not ask you anew who you are.`)
}

/** What somebody is told of what went wrong; the rest is for the log, and holds nothing secret. */
export function refusalOf({ log }: Forge, name: string, error: unknown): Failure {
  if (error instanceof Failure) return error
  if (error instanceof AuthorizationResponseError && error.error === 'access_denied')
    return new Forbidden(`${name} was told not to let you in here, or does not.`)
  const unsent = unsentIn(error)
  const { code, message } = error as { code?: string; message?: string }
  log.warn({ code: unsent?.kind ?? code, reason: message }, 'no answer of the identity provider that holds')
  if (unsent) return new Unavailable(`${name} does not answer at present. Try again later, or sign in otherwise.`)
  return new Forbidden(`What ${name} answered does not hold. Try again, or sign in otherwise.`)
}

/** The library wraps what its connections throw. */
function unsentIn(error: unknown): Unsent | undefined {
  if (error instanceof Unsent) return error
  return error instanceof Error && error.cause !== undefined ? unsentIn(error.cause) : undefined
}
