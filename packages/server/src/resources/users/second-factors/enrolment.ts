import { raw } from 'hono/html'
import { renderSVG } from 'uqr'
import { hidden, html, type Markup } from '../../../kernel/web/document.ts'
import { field } from '../../../kernel/web/field.ts'
import type { Refused, Visit } from '../sessions/account-page.ts'
import { webSite } from '../sessions/signed-in.ts'
import { addressOf } from './apps.ts'
import { AT } from './codes-shown.ts'
import { keyForm } from './key-form.ts'

/** Shows the secret for the app, and asks for the first code. */
export function appForm(visit: Visit, secret: string): Markup {
  const { hostname } = new URL(webSite(visit.forge, visit.request).web)
  return html`<h2>Set up an authenticator app</h2>
<p>Scan this with the app:</p>
<div class="qr" role="img" aria-label="QR code for the app; the same secret stands below as text">${raw(renderSVG(addressOf(secret, visit.user, hostname), { border: 2 }))}</div>
<p>or type this secret into it: <code>${secret.replaceAll(/.{4}(?=.)/g, '$& ')}</code></p>
${confirmForm(visit)}`
}

/** Asks for a code of the app that has been set up just now; the secret is not shown again. */
export const confirmForm = ({ formToken }: Visit, refused?: Refused): Markup =>
  html`<form method="post" action="${AT}">${hidden('form_token', formToken)}${hidden('deed', 'confirm-app')}
${field(
  { name: 'code', label: 'Code that the app shows', wrong: refused?.fields.code },
  tied => html`<input${tied} autocomplete="one-time-code" inputmode="numeric" required>`,
)}
<div class="row"><button class="main">Confirm</button></div></form>
<p class="soft">The app counts once you have given a code of it. <a href="${AT}">Leave it</a></p>`

/** Asks a new key, and what it is to be called. */
export function keyNameForm({ formToken }: Visit, options: string): Markup {
  const name = field(
    { name: 'name', label: 'What you call this key' },
    tied => html`<input${tied} maxlength="60" autocomplete="off" required>`,
  )
  const fields = html`${hidden('form_token', formToken)}${hidden('deed', 'keep-key')}${name}`
  return html`<h2>Add a security key</h2>
${keyForm({ at: AT, purpose: 'register', options, fields, label: 'Touch the key now' })}
<p class="soft"><a href="${AT}">Leave it</a></p>`
}
