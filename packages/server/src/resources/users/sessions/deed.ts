import type { Deed } from '../../../kernel/audit.ts'
import { callerAddress } from '../../../kernel/caller-address.ts'
import { EVERY_SCOPE } from '../../../kernel/scopes.ts'
import type { User } from '../user.ts'

/** Something that a person does on a page, for the audit log. */
export function deedOn(
  request: Request,
  user: User,
  deed: Pick<Deed, 'operation' | 'workspace' | 'subject' | 'made' | 'details'>,
): Deed {
  const credential = { uuid: '', kind: 'session', scopes: [EVERY_SCOPE], granted: new Set([EVERY_SCOPE]) } as const
  return {
    ...deed,
    actor: { ...user, credential },
    path: new URL(request.url).pathname,
    address: callerAddress(request),
    userAgent: request.headers.get('user-agent'),
  }
}
