import type { Known } from '../../../kernel/actor.ts'
import type { Deed } from '../../../kernel/audit.ts'
import { callerAddress } from '../../../kernel/caller-address.ts'
import { EVERY_SCOPE } from '../../../kernel/scopes.ts'
import type { User } from '../user.ts'

/** Somebody who acts by a browser in which they have signed in: they may whatever is theirs to do. */
export const inSession = (user: User): Known => ({
  ...user,
  credential: { uuid: '', kind: 'session', scopes: [EVERY_SCOPE], granted: new Set([EVERY_SCOPE]) },
})

/** Something that a person does on a page, for the audit log. */
export function deedOn(
  request: Request,
  user: User,
  deed: Pick<Deed, 'operation' | 'workspace' | 'subject' | 'made' | 'details'>,
): Deed {
  return {
    ...deed,
    actor: inSession(user),
    path: new URL(request.url).pathname,
    address: callerAddress(request),
    userAgent: request.headers.get('user-agent'),
  }
}
