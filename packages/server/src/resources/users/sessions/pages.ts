import type { Forge } from '../../../kernel/forge.ts'
import type { PublicPage } from '../../../kernel/page.ts'
import { hidden, html, type Markup, seeOther, webPage } from '../../../kernel/web/document.ts'
import { formTokenFor, ownForm } from '../../../kernel/web/own-form.ts'
import { RETRY_SECONDS, TOO_MANY } from './attempts.ts'
import { counted } from './counted.ts'
import { letIn } from './let-in.ts'
import { asNext, HOME } from './next.ts'
import { signIn } from './sign-in.ts'
import { formSecret, keptFormSecret, noSessionCookie, signedIn, webSite } from './signed-in.ts'
import * as store from './store.ts'

const SIGN_IN = '/account/signin'

interface Shown {
  next: string
  /** They have signed in and are to show anew who they are. */
  isAgain?: boolean
  name?: string
  complaint?: string
  status?: number
}

function signInForm(forge: Forge, request: Request, shown: Shown): Response {
  const { next, name = '', complaint, status = 200 } = shown
  const { secret, cookies } = formSecret(request, webSite(forge, request))
  const headers = status === 429 ? { 'retry-after': String(RETRY_SECONDS) } : {}
  const body = html`${complaint ? html`<p class="bad" role="alert">${complaint}</p>` : ''}
<form method="post" action="${SIGN_IN}/">
${hidden('form_token', formTokenFor(secret))}${hidden('next', next)}
<label for="username">Username or e-mail address</label>
<input id="username" name="username" value="${name}" autocomplete="username" autocapitalize="none" spellcheck="false" required>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<div class="row"><button class="main">Sign in</button></div>
</form>
${byProvider(forge, formTokenFor(secret), shown)}
<p class="soft">No password yet? Set one with <code>pail user password</code>, or ask whoever administers this server.</p>`
  return webPage({ title: 'Sign in', body, status, headers, cookies })
}

const byProvider = ({ config }: Forge, formToken: string, { next, isAgain }: Shown): Markup | '' =>
  config.openId === undefined
    ? ''
    : html`<form method="post" action="/account/openid/">${hidden('form_token', formToken)}${hidden('next', next)}${isAgain ? hidden('again', 'yes') : ''}
<div class="row"><button>Sign in with ${config.openId.name}</button></div></form>`

const show: PublicPage['answer'] = async (request, _, forge) => {
  const { searchParams } = new URL(request.url)
  const next = asNext(searchParams.get('next'))
  const isAgain = searchParams.has('again')
  if (!isAgain && (await signedIn(forge, request))) return seeOther(next)
  return signInForm(forge, request, { next, isAgain })
}

const enter: PublicPage['answer'] = async (request, _, forge) => {
  const site = webSite(forge, request)
  const form = await ownForm(request, site, keptFormSecret(request, site))
  const [next, name] = [asNext(form.get('next')), form.get('username') ?? '']
  const outcome = await signIn(forge, { name, password: form.get('password') ?? '', request })
  if (outcome === 'too many') return signInForm(forge, request, { next, name, complaint: TOO_MANY, status: 429 })
  if (outcome === 'wrong')
    return signInForm(forge, request, { next, name, complaint: 'The name or the password is wrong.', status: 401 })
  const { location, cookies } = await letIn(forge, { user: outcome.user, method: 'password', request, next })
  return seeOther(location, cookies)
}

const leave: PublicPage['answer'] = async (request, _, forge) => {
  const site = webSite(forge, request)
  const who = await signedIn(forge, request)
  if (!who) return seeOther(`${SIGN_IN}/`)
  await ownForm(request, site, who.secret)
  await forge.database.transact(tx => store.remove(tx, who.secret))
  return seeOther(`${SIGN_IN}/`, [noSessionCookie(site)])
}

/** Signing in and out with a browser, and the way to what people find then. */
export const pages: readonly PublicPage[] = [
  { path: '/account/settings', answer: () => seeOther(HOME) },
  counted({ path: SIGN_IN, answer: show }),
  counted({ method: 'POST', path: SIGN_IN, answer: enter }),
  counted({ method: 'POST', path: '/account/signout', answer: leave }),
]
