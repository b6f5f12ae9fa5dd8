import { Invalid } from '@pail/failures'
import type { Db } from '../../../db/tables/index.ts'
import { record } from '../../../kernel/audit.ts'
import type { PublicPage } from '../../../kernel/page.ts'
import { hidden, html, type Markup, seeOther, webPage } from '../../../kernel/web/document.ts'
import { guarded } from '../../../kernel/web/guarded.ts'
import { formTokenFor, ownForm } from '../../../kernel/web/own-form.ts'
import { deedOn } from '../sessions/deed.ts'
import { signInFirst } from '../sessions/next.ts'
import { signedIn, webSite, whoIs } from '../sessions/signed-in.ts'
import type { User } from '../user.ts'
import { addEmail, confirmEmail, makePrimary, removeEmail } from './change.ts'
import type { Email } from './email.ts'
import * as store from './store.ts'

const AT = '/account/settings/email'

const show: PublicPage['answer'] = async (request, _, forge) => {
  const { pathname, search, searchParams } = new URL(request.url)
  const who = await signedIn(forge, request)
  if (!who) return seeOther(signInFirst(`${pathname}${search}`))
  const emails = await store.list(forge.database.reader, who.user)
  const formToken = formTokenFor(who.secret)
  const body = html`<p>A commit is yours when its author has one of your confirmed addresses. What you do here is signed with the primary one.</p>
<ul class="plain">${emails.map(email => shown(email, formToken))}</ul>
${confirmation(emails, formToken, searchParams.get('code'))}
<h2>Another address</h2>
<form method="post" action="${AT}/">${deed('add', formToken)}
<label for="email">E-mail address</label><input id="email" name="email" type="email" autocomplete="email" required>
<div class="row"><button>Add it</button></div></form>`
  return webPage({ title: 'E-mail addresses', body, who: whoIs(who) })
}

function confirmation(emails: readonly Email[], formToken: string, code: string | null): Markup | '' {
  if (emails.every(email => email.isConfirmed)) return ''
  return html`<h2>Confirm an address</h2>
<form method="post" action="${AT}/">${deed('confirm', formToken)}
<label for="code">The code that you were given</label><input id="code" name="code" value="${code ?? ''}" autocomplete="off" spellcheck="false" required>
<div class="row"><button class="main">Confirm</button></div></form>
<p class="soft">Whoever administers this server hands it out.</p>`
}

const shown = ({ email, isPrimary, isConfirmed }: Email, formToken: string): Markup =>
  html`<li><b>${email}</b> <small>${isPrimary ? 'primary' : isConfirmed ? 'confirmed' : 'not confirmed'}</small>
${isPrimary ? '' : html`<div class="row">${isConfirmed ? button('primary', 'Make primary', email, formToken) : ''}${button('remove', 'Remove', email, formToken)}</div>`}</li>`

function button(name: string, label: string, email: string, formToken: string): Markup {
  return html`<form method="post" action="${AT}/">${deed(name, formToken)}${hidden('email', email)}<button aria-label="${label}: ${email}">${label}</button></form>`
}

const deed = (name: string, formToken: string): Markup =>
  html`${hidden('form_token', formToken)}${hidden('deed', name)}`

/** What a form of the page does with the field that it sends, and the operation that does the same. */
interface Deed {
  operation: string
  field: 'email' | 'code'
  act(tx: Db, user: User, given: string): Promise<unknown>
}

const DEEDS: Readonly<Record<string, Deed>> = {
  add: { operation: 'create', field: 'email', act: (tx, user, email) => addEmail(tx, user, user, { email }) },
  primary: { operation: 'update', field: 'email', act: makePrimary },
  remove: { operation: 'delete', field: 'email', act: removeEmail },
  confirm: { operation: 'confirm', field: 'code', act: confirmEmail },
}

const change: PublicPage['answer'] = async (request, _, forge) => {
  const who = await signedIn(forge, request)
  const form = await ownForm(request, webSite(forge, request), who?.secret)
  const name = form.get('deed') ?? ''
  const wanted = Object.hasOwn(DEEDS, name) ? DEEDS[name] : undefined
  if (!who || !wanted) throw new Invalid('There is nothing like this to be done.')
  const { operation, field, act } = wanted
  const given = (form.get(field) ?? '').trim()
  const told = { subject: who.user.uuid, details: field === 'email' ? { email: given } : {} }
  await forge.database.transact(async tx => {
    await act(tx, who.user, given)
    await record(tx, deedOn(request, who.user, { ...told, operation: `users.emails.user.${operation}` }))
  })
  return seeOther(`${AT}/`)
}

/** Where people look after their e-mail addresses with a browser. */
export const pages: readonly PublicPage[] = [
  guarded({ path: AT, answer: show }),
  guarded({ method: 'POST', path: AT, answer: change }),
]
