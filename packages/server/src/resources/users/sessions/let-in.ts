import { record } from '../../../kernel/audit.ts'
import { callerAddress } from '../../../kernel/caller-address.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { readCookie } from '../../../kernel/web/cookies.ts'
import * as pending from '../second-factors/pending.ts'
import { hasAny } from '../second-factors/store.ts'
import type { User } from '../user.ts'
import * as attempts from './attempts.ts'
import { deedOn } from './deed.ts'
import { pendingCookie, SESSION, sessionCookie, webSite } from './signed-in.ts'
import * as store from './store.ts'

/** Somebody who has shown who they are, and where they were going. */
export interface Arrival {
  user: User
  /** How they have shown it, such as `password` or `openid`. */
  method: string
  request: Request
  next: string
}

/** Where a browser goes on, and what it keeps. */
export interface Onward {
  location: string
  cookies: string[]
}

export const SECOND_FACTOR = '/account/signin/second-factor'

/** Opens a session for somebody, or asks them to show a second time who they are where they have chosen so. */
export async function letIn(forge: Forge, { user, method, request, next }: Arrival): Promise<Onward> {
  const { database } = forge
  if (!(await hasAny(database.reader, user))) return openSession(forge, { user, method, request, next })
  const secret = await database.transact(tx => pending.create(tx, user, method))
  const location = `${SECOND_FACTOR}/?next=${encodeURIComponent(next)}`
  return { location, cookies: [pendingCookie(webSite(forge, request), secret)] }
}

/**
 * Opens the session, in place of the one that the browser had; `before` is done in the same transaction and may refuse.
 * Only here the failures are forgotten: a right password alone must not give new tries at the second factor.
 */
export async function openSession(
  forge: Forge,
  { user, method, request, next }: Arrival,
  before: (tx: Parameters<typeof record>[0]) => Promise<void> = async () => {},
): Promise<Onward> {
  const site = webSite(forge, request)
  const former = readCookie(request, site, SESSION)
  const userAgent = request.headers.get('user-agent')
  const secret = await forge.database.transact(async tx => {
    await before(tx)
    if (former) await store.remove(tx, former)
    await record(
      tx,
      deedOn(request, user, { operation: 'users.sessions.open', subject: user.uuid, details: { method } }),
    )
    return store.create(tx, user, { method, address: callerAddress(request), userAgent })
  })
  for (const subject of [attempts.ofAccount(user.uuid), attempts.ofSecondFactor(user.uuid)])
    await attempts.forget(forge.database, subject)
  return { location: next, cookies: [sessionCookie(site, secret)] }
}
