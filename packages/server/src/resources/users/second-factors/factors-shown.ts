import { hidden, html, type Markup } from '../../../kernel/web/document.ts'
import type { Visit } from '../sessions/account-page.ts'
import { AT } from './codes-shown.ts'
import { noKeysHere } from './key-form.ts'
import { isPlace, placeOf } from './place.ts'
import { countCodes } from './recovery-codes.ts'
import type { SecondFactor } from './second-factor.ts'
import { list } from './store.ts'

/** What is asked again before something is changed; each form on a page needs fields of its own. */
interface Asking {
  formToken: string
  hasPassword: boolean
}

/** What somebody has for the second step, and the forms that add to it and take from it. */
export async function factorsShown({ request, forge, user, formToken }: Visit, hasPassword: boolean): Promise<Markup> {
  const factors = await list(forge.database.reader, user)
  const left = await countCodes(forge.database.reader, user)
  const asking = { formToken, hasPassword }
  const place = placeOf(forge, request)
  return html`${
    factors.length === 0
      ? html`<p>None: whoever knows your password signs in as you. An authenticator app or a security key makes that harder. Tokens and keys of programs and of Git are not asked for it.</p>`
      : html`<ul class="plain">${factors.map(factor => shown(factor, asking))}<li>${codes(left, asking)}</li></ul>`
  }
${factors.some(({ kind }) => kind === 'authenticator_app') ? '' : guarded('start-app', 'Set up an authenticator app', asking)}
${isPlace(place) ? guarded('ask-key', 'Add a security key', asking) : noKeysHere(place)}`
}

const shown = ({ uuid, kind, name, createdOn, lastUsedOn }: SecondFactor, asking: Asking): Markup =>
  html`<li><b>${name}</b> <small>${kind === 'security_key' ? 'security key, ' : ''}since ${createdOn.slice(0, 10)}, ${lastUsedOn ? `last used on ${lastUsedOn.slice(0, 10)}` : 'not used yet'}</small>
${guarded('remove', `Remove ${name}`, asking, { name: 'factor', value: uuid })}</li>`

const codes = (left: number, asking: Asking): Markup =>
  html`<b>Recovery codes</b> <small>${left === 1 ? '1 is' : `${left} are`} left</small>
${guarded('issue-codes', 'Make new recovery codes', asking)}`

/** A form that opens on demand and asks for the password; its label is also the one of its button. */
function guarded(
  deed: string,
  label: string,
  { formToken, hasPassword }: Asking,
  { name, value }: { name: string; value: string } = { name: '', value: '' },
): Markup {
  const id = `password-${deed}${value && `-${value}`}`
  return html`<details><summary>${label}</summary>
<form method="post" action="${AT}">${hidden('form_token', formToken)}${hidden('deed', deed)}${name ? hidden(name, value) : ''}
${hasPassword ? html`<label for="${id}">Your password, once more</label><input id="${id}" name="password" type="password" autocomplete="current-password" required>` : ''}
<div class="row"><button>${label}</button></div></form></details>`
}
