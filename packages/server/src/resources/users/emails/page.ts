import type { Db } from '../../../db/tables/index.ts'
import { record } from '../../../kernel/audit.ts'
import { hidden, html, type Markup } from '../../../kernel/web/document.ts'
import { accountPage, complaintOf, type Deed, type Refused, type Visit } from '../sessions/account-page.ts'
import { deedOn } from '../sessions/deed.ts'
import { demandRecent, isRecent, confirmation as signInAgain } from '../sessions/recently.ts'
import type { User } from '../user.ts'
import { addEmail, confirmEmail, makePrimary, removeEmail } from './change.ts'
import type { Email } from './email.ts'
import * as store from './store.ts'

const AT = '/account/settings/email/'

async function show({ request, forge, user, who, formToken }: Visit, refused?: Refused): Promise<Markup> {
  const emails = await store.list(forge.database.reader, user)
  const code = refused?.typed.get('code') ?? new URL(request.url).searchParams.get('code')
  return html`${complaintOf(refused)}<p>A commit is yours when its author has one of your confirmed addresses. What you do here is signed with the primary one.</p>
<ul class="plain">${emails.map(email => shown(email, formToken))}</ul>
${confirmation({ emails, formToken, code, isMailed: forge.config.mail !== undefined })}
<h2>Another address</h2>
${isRecent(who) ? addition(formToken) : signInAgain('add an address', AT)}`
}

const addition = (formToken: string): Markup =>
  html`<form method="post" action="${AT}">${deed('add', formToken)}
<label for="email">E-mail address</label><input id="email" name="email" type="email" autocomplete="email" required>
<div class="row"><button>Add it</button></div></form>`

interface Confirming {
  emails: readonly Email[]
  formToken: string
  code: string | null
  isMailed: boolean
}

function confirmation({ emails, formToken, code, isMailed }: Confirming): Markup | '' {
  if (emails.every(email => email.isConfirmed)) return ''
  return html`<h2>Confirm an address</h2>
<form method="post" action="${AT}">${deed('confirm', formToken)}
<label for="code">The code that you were given</label><input id="code" name="code" value="${code ?? ''}" autocomplete="off" spellcheck="false" required>
<div class="row"><button class="main">Confirm</button></div></form>
<p class="soft">${isMailed ? 'It comes by mail to the address.' : 'Whoever administers this server hands it out.'}</p>`
}

const shown = ({ email, isPrimary, isConfirmed }: Email, formToken: string): Markup =>
  html`<li><b>${email}</b> <small>${isPrimary ? 'primary' : isConfirmed ? 'confirmed' : 'not confirmed'}</small>
${isPrimary ? '' : html`<div class="row">${isConfirmed ? button('primary', 'Make primary', email, formToken) : ''}${button('remove', 'Remove', email, formToken)}</div>`}</li>`

function button(name: string, label: string, email: string, formToken: string): Markup {
  return html`<form method="post" action="${AT}">${deed(name, formToken)}${hidden('email', email)}<button aria-label="${label}: ${email}">${label}</button></form>`
}

const deed = (name: string, formToken: string): Markup =>
  html`${hidden('form_token', formToken)}${hidden('deed', name)}`

/** What a form does with the field that it sends, and the operation that does the same. */
interface Change {
  operation: string
  field: 'email' | 'code'
  act(tx: Db, user: User, given: string): Promise<unknown>
}

const changeBy =
  ({ operation, field, act }: Change): Deed =>
  async ({ request, forge, user, who }, form) => {
    // With an address somebody may come in by an identity provider.
    if (operation === 'create') demandRecent(who)
    const given = (form.get(field) ?? '').trim()
    const told = { subject: user.uuid, details: field === 'email' ? { email: given } : {} }
    await forge.database.transact(async tx => {
      await act(tx, user, given)
      await record(tx, deedOn(request, user, { ...told, operation: `users.emails.user.${operation}` }))
    })
    return undefined
  }

/** Where people look after their e-mail addresses with a browser. */
export const pages = accountPage({
  at: AT,
  title: 'E-mail addresses',
  show,
  deeds: {
    add: changeBy({
      operation: 'create',
      field: 'email',
      act: (tx, user, email) => addEmail(tx, user, user, { email }),
    }),
    primary: changeBy({ operation: 'update', field: 'email', act: makePrimary }),
    remove: changeBy({ operation: 'delete', field: 'email', act: removeEmail }),
    confirm: changeBy({ operation: 'confirm', field: 'code', act: confirmEmail }),
  },
})
