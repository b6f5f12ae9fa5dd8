import { Conflict } from '@pail/failures'
import type { Forge } from '../../../kernel/forge.ts'
import type { PublicPage } from '../../../kernel/page.ts'
import { hidden, html, type Markup, seeOther, webPage } from '../../../kernel/web/document.ts'
import { formTokenFor, ownForm } from '../../../kernel/web/own-form.ts'
import * as attempts from '../sessions/attempts.ts'
import { counted } from '../sessions/counted.ts'
import { openSession, SECOND_FACTOR } from '../sessions/let-in.ts'
import { asNext, signInFirst } from '../sessions/next.ts'
import { noPendingCookie, pendingIn, webSite } from '../sessions/signed-in.ts'
import { keyForm, noKeysHere } from './key-form.ts'
import { proofOptions } from './keys.ts'
import { mayTry, type Pending, take } from './pending.ts'
import { isPlace, placeOf } from './place.ts'
import { givenIn, type Proof, proofIn } from './proof.ts'
import { countCodes } from './recovery-codes.ts'
import { ASK_KEY } from './script.ts'
import { list } from './store.ts'

/** Somebody at the second step, and where they were going. */
interface Step {
  request: Request
  forge: Forge
  pending: Pending
  next: string
}

const WRONG = 'This does not show who you are. A code counts once, and only for a short time.'

const show: PublicPage['answer'] = async (request, _, forge) => {
  const next = asNext(new URL(request.url).searchParams.get('next'))
  const pending = await pendingIn(forge, request)
  return pending ? secondStep({ request, forge, pending, next }) : fromTheStart(request, forge, next)
}

const enter: PublicPage['answer'] = async (request, _, forge) => {
  const pending = await pendingIn(forge, request)
  const form = await ownForm(request, webSite(forge, request), pending?.secret)
  const next = asNext(form.get('next'))
  if (!pending || !(await mayTry(forge.database, pending))) return fromTheStart(request, forge, next)
  const step = { request, forge, pending, next }
  const subjects = attempts.andAddress(request, attempts.ofSecondFactor(pending.user.uuid))
  if (await attempts.isOver(forge.database, subjects)) return secondStep(step, attempts.TOO_MANY, 429)
  const asked = { user: pending.user, place: placeOf(forge, request), boundTo: pending.hash }
  const proof = await proofIn(forge, asked, givenIn(form))
  return (proof && (await goIn(step, proof))) ?? again(step)
}

/** Opens the session, if nobody has been faster with the same proof or from the same beginning. */
async function goIn({ request, forge, pending, next }: Step, proof: Proof): Promise<Response | undefined> {
  const method = `${pending.method}+${proof.kind}`
  try {
    const onward = await openSession(forge, { user: pending.user, method, request, next }, async tx => {
      if (!(await proof.take(tx)) || !(await take(tx, pending))) throw new Conflict(WRONG)
    })
    return seeOther(onward.location, [...onward.cookies, noPendingCookie(webSite(forge, request))])
  } catch (failure) {
    if (failure instanceof Conflict) return undefined
    throw failure
  }
}

/** After the last try that there was, all begins anew. */
async function again(step: Step): Promise<Response> {
  const { request, forge, next } = step
  return (await pendingIn(forge, request)) ? secondStep(step, WRONG, 401) : fromTheStart(request, forge, next)
}

const fromTheStart = (request: Request, forge: Forge, next: string): Response =>
  seeOther(signInFirst(next), [noPendingCookie(webSite(forge, request))])

async function secondStep(step: Step, complaint?: string, status = 200): Promise<Response> {
  const { request, forge, pending } = step
  const { reader } = forge.database
  const kinds = new Set((await list(reader, pending.user)).map(({ kind }) => kind))
  const hasCodes = (await countCodes(reader, pending.user)) > 0
  // They may all have been removed meanwhile.
  if (kinds.size === 0) return fromTheStart(request, forge, step.next)
  const body = html`${complaint ? html`<p class="bad" role="alert">${complaint}</p>` : ''}
<p>Signing in as <b>${pending.user.displayName}</b> takes a second step.</p>
${kinds.has('security_key') ? await byKey(step) : ''}
${byCode(step, kinds.has('authenticator_app'), hasCodes)}
<p class="soft"><a href="${signInFirst(step.next)}">Sign in as somebody else</a></p>`
  const headers = status === 429 ? { 'retry-after': String(attempts.RETRY_SECONDS) } : {}
  const scripts = kinds.has('security_key') ? [webSite(forge, request).web + ASK_KEY] : []
  return webPage({ title: 'Second step', body, status, headers, scripts })
}

async function byKey({ request, forge, pending, next }: Step): Promise<Markup> {
  const place = placeOf(forge, request)
  if (!isPlace(place)) return noKeysHere(place)
  const options = await proofOptions(forge, { user: pending.user, place, boundTo: pending.hash })
  if (options === undefined)
    return html`<p class="soft">Your security keys were registered under another address than ${place.host}.</p>`
  const fields = html`${hidden('form_token', formTokenFor(pending.secret))}${hidden('next', next)}`
  return keyForm({ at: `${SECOND_FACTOR}/`, purpose: 'prove', options, fields, label: 'Use a security key' })
}

function byCode({ pending, next }: Step, hasApp: boolean, hasCodes: boolean): Markup | '' {
  if (!hasApp && !hasCodes) return ''
  const label = hasApp ? (hasCodes ? 'Code from your app, or a recovery code' : 'Code from your app') : 'Recovery code'
  return html`<form method="post" action="${SECOND_FACTOR}/">
${hidden('form_token', formTokenFor(pending.secret))}${hidden('next', next)}
<label for="code">${label}</label>
<input id="code" name="code" autocomplete="one-time-code" autocapitalize="none" spellcheck="false" required>
<div class="row"><button class="main">Go on</button></div>
</form>`
}

/** The second step of signing in. */
export const signInPages: readonly PublicPage[] = [
  counted({ path: SECOND_FACTOR, answer: show }),
  counted({ method: 'POST', path: SECOND_FACTOR, answer: enter }),
]
