import { hashOf } from '../../../auth/tokens.ts'
import { hidden, html, type Markup } from '../../../kernel/web/document.ts'
import type { Visit } from './account-page.ts'
import * as store from './store.ts'

const AT = '/account/settings/security/'

/** In which browsers somebody is signed in, since when and by what, and how to end that. */
export async function sessionsShown({ forge, user, who, formToken }: Visit): Promise<Markup> {
  const { reader } = forge.database
  const [all, [, before]] = [await store.list(reader, user), await store.lastOpened(reader, user, 2)]
  const own = hashOf(who.secret)
  return html`${before ? html`<p>The last time before you signed in on ${moment(before.on)}${before.address ? html` from ${before.address}` : ''}.</p>` : ''}
<ul class="plain">${all.map(one => shown(one, one.hash === own, formToken))}</ul>
${all.length > 1 ? html`<form method="post" action="${AT}">${hidden('form_token', formToken)}${hidden('deed', 'end-others')}<div class="row"><button>Sign out everywhere else</button></div></form>` : ''}`
}

function shown({ hash, createdOn, method, address, userAgent }: store.Session, isOwn: boolean, formToken: string) {
  const browser = isOwn ? 'This browser' : (userAgent ?? 'Some browser')
  return html`<li><b>${browser}</b> <small>since ${moment(createdOn)}${address ? ` from ${address}` : ''}, by ${said(method)}</small>
${isOwn ? '' : html`<form method="post" action="${AT}">${hidden('form_token', formToken)}${hidden('deed', 'end-session')}${hidden('session', hash)}<button aria-label="Sign out there: ${browser}, since ${moment(createdOn)}">Sign out there</button></form>`}</li>`
}

const moment = (time: string): string => `${time.slice(0, 10)} at ${time.slice(11, 16)} UTC`

const SAID: Readonly<Record<string, string>> = { openid: 'OpenID Connect' }

/** `password+security_key` as people say it. */
const said = (method: string): string =>
  method
    .split('+')
    .map(one => SAID[one] ?? one.replaceAll('_', ' '))
    .join(' and ')
