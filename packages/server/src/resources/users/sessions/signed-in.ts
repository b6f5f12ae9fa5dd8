import { randomBytes } from 'node:crypto'
import type { Forge } from '../../../kernel/forge.ts'
import type { Site } from '../../../kernel/links.ts'
import { siteOf } from '../../../kernel/site.ts'
import { cookie, readCookie } from '../../../kernel/web/cookies.ts'
import { formTokenFor } from '../../../kernel/web/own-form.ts'
import { PENDING_SECONDS, type Pending, seek as seekPending } from '../second-factors/pending.ts'
import type { User } from '../user.ts'
import * as store from './store.ts'

export const SESSION = 'pail_session'
const FORM = 'pail_form'
const PENDING = 'pail_pending'

/** Somebody who has signed in with this browser. */
export interface SignedIn {
  user: User
  /** What the cookie holds. */
  secret: string
  /** When they showed who they are. */
  since: string
  /** The identity provider that people may sign in by, where there is one. */
  provider: string | undefined
}

export const webSite = ({ config }: Forge, request: Request): Site => siteOf(config, new URL(request.url).origin)

/** Who has signed in; credentials of other kinds do not count here, as a browser sends them unasked. */
export async function signedIn(forge: Forge, request: Request): Promise<SignedIn | undefined> {
  const secret = readCookie(request, webSite(forge, request), SESSION)
  const found = secret && (await store.seek(forge.database.reader, secret))
  return found ? { ...found, secret, provider: forge.config.openId?.name } : undefined
}

export const sessionCookie = (site: Site, secret: string): string =>
  cookie(site, SESSION, secret, store.SESSION_SECONDS)

export const noSessionCookie = (site: Site): string => cookie(site, SESSION, '', 0)

export const pendingCookie = (site: Site, secret: string): string => cookie(site, PENDING, secret, PENDING_SECONDS)

export const noPendingCookie = (site: Site): string => cookie(site, PENDING, '', 0)

/** Who has shown who they are with this browser, and has yet to do so a second time. */
export async function pendingIn(forge: Forge, request: Request): Promise<Pending | undefined> {
  const secret = readCookie(request, webSite(forge, request), PENDING)
  return secret ? seekPending(forge.database.reader, secret) : undefined
}

/** For the head of a page. */
export const whoIs = ({ user, secret, provider }: SignedIn) => ({
  name: user.displayName,
  formToken: formTokenFor(secret),
  provider,
})

/** What binds the form of somebody who has not signed in to their browser, and the cookie that keeps it there. */
export function formSecret(request: Request, site: Site): { secret: string; cookies: string[] } {
  const kept = readCookie(request, site, FORM)
  if (kept && /^[\w-]{43}$/.test(kept)) return { secret: kept, cookies: [] }
  const secret = randomBytes(32).toString('base64url')
  return { secret, cookies: [cookie(site, FORM, secret)] }
}

export const keptFormSecret = (request: Request, site: Site): string | undefined => readCookie(request, site, FORM)
