import { hashOf } from '../../../auth/tokens.ts'
import { hidden, html, type Markup } from '../../../kernel/web/document.ts'
import { field } from '../../../kernel/web/field.ts'
import type { Refused, Visit } from '../sessions/account-page.ts'
import { AT } from './codes-shown.ts'
import { keyButton } from './key-form.ts'
import { proofOptions } from './keys.ts'
import { isPlace, placeOf } from './place.ts'
import { hasAny } from './store.ts'

/** Changes the password: by the one before, and by a second factor of who has one. */
export async function passwordForm(visit: Visit, hasPassword: boolean, refused: Refused | undefined): Promise<Markup> {
  const { forge, user, formToken } = visit
  const isTwice = await hasAny(forge.database.reader, user)
  const options = isTwice ? await keyOptions(visit) : undefined
  return html`<form method="post" action="${AT}"${options ? html` data-key="prove" data-options="${options}"` : ''}>
${hidden('form_token', formToken)}${hidden('deed', 'password')}
${hasPassword ? password('password', 'Present password', refused) : ''}
${password('new_password', 'New password', refused)}
${isTwice ? code(refused) : ''}
<div class="row"><button>${hasPassword ? 'Change it' : 'Set it'}</button></div>
${options ? keyButton('Change it with a security key') : ''}</form>
<p class="soft">You are signed out everywhere else then.</p>`
}

async function keyOptions({ request, forge, user, who }: Visit): Promise<string | undefined> {
  const place = placeOf(forge, request)
  return isPlace(place) ? proofOptions(forge, { user, place, boundTo: hashOf(who.secret) }) : undefined
}

const password = (name: string, label: string, refused: Refused | undefined): Markup =>
  field(
    { name, label, wrong: refused?.fields[name] },
    tied =>
      html`<input${tied} type="password" autocomplete="${name === 'password' ? 'current' : 'new'}-password" required>`,
  )

const code = (refused: Refused | undefined): Markup =>
  field(
    { name: 'code', label: 'Code from your app, or a recovery code', wrong: refused?.fields.code },
    tied => html`<input${tied} autocomplete="one-time-code" autocapitalize="none" spellcheck="false">`,
  )
