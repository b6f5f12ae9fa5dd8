import { Forbidden } from '@pail/failures'
import { later } from '../../../kernel/clock.ts'
import { html, type Markup } from '../../../kernel/web/document.ts'
import { confirmFirst } from './next.ts'
import type { SignedIn } from './signed-in.ts'

/** For so long after signing in nobody is asked again who they are. */
const RECENT_SECONDS = 3600

/**
 * Whether somebody has shown lately who they are. What lets somebody in for longer than a session does is made only
 * then: whoever finds a browser open, or a cookie, makes no way in of their own.
 */
export const isRecent = ({ since }: SignedIn): boolean => since > later(-RECENT_SECONDS)

export function demandRecent(who: SignedIn): void {
  if (!isRecent(who)) throw new Forbidden('You signed in a while ago. Sign in again to do this.')
}

/** What stands in place of a form until then. */
export const confirmation = (deed: string, at: string): Markup =>
  html`<p>You signed in a while ago. To ${deed}, <a href="${confirmFirst(at)}">sign in again</a>.</p>`
