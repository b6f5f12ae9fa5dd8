import { auditing, record } from '../../../kernel/audit.ts'
import { checked } from '../../../kernel/body.ts'
import { withoutSecrets } from '../../../kernel/told.ts'
import { hidden, html, type Markup } from '../../../kernel/web/document.ts'
import { field } from '../../../kernel/web/field.ts'
import { ending, lifeOf, listed } from '../../../kernel/web/listed.ts'
import { accountPage, complaintOf, type Deed, type Refused, type Visit } from '../sessions/account-page.ts'
import { deedOn } from '../sessions/deed.ts'
import { pasted } from '../ssh-keys/pasted.ts'
import type { GpgKey } from './gpg-key.ts'
import { addGpgKey, removeGpgKey } from './make.ts'
import * as store from './store.ts'
import { gpgKeyInput } from './view.ts'

const AT = '/account/settings/gpg-keys/'

async function show({ forge, user, formToken }: Visit, refused?: Refused): Promise<Markup> {
  const keys = await store.newest(forge.database.reader, user)
  const { typed, fields } = refused ?? { typed: new Map<string, string>(), fields: {} as Refused['fields'] }
  return html`${complaintOf(refused, 'key', 'name')}<p>What you sign with one of these keys is shown as verified.</p>
${listed(
  keys.map(key => shown(key, formToken)),
  MAKE_ONE,
)}
<h2>Add a key</h2>
<form method="post" action="${AT}">${hidden('form_token', formToken)}${hidden('deed', 'add')}
${field({ name: 'name', label: 'Name', about: 'The one that stands in the key, if you leave it empty.', wrong: fields.name }, tied => html`<input${tied} value="${typed.get('name') ?? ''}" maxlength="255" autocomplete="off">`)}
${field({ name: 'key', label: 'Public key', about: 'What gpg --armor --export prints', wrong: fields.key }, tied => html`<textarea${tied} spellcheck="false" autocapitalize="none" required>${pasted(typed.get('key'))}</textarea>`)}
<div class="row"><button class="main">Add the key</button></div></form>`
}

const MAKE_ONE = html`Make one with <code>gpg --quick-generate-key</code> and one of your addresses, and paste below what <code>gpg --armor --export</code> prints.`

function shown(key: GpgKey, formToken: string): Markup {
  const name = key.name || key.keyId
  const life = lifeOf({ ...key, began: 'added', createdOn: key.addedOn, lastUsedOn: key.lastUsed })
  return html`<li><b>${name}</b> <small>${life}</small>
<br><code>${key.fingerprint.toUpperCase()}</code>
${ending({ at: AT, formToken, deed: 'remove', label: 'Remove', name, field: ['fingerprint', key.fingerprint] })}</li>`
}

const add: Deed = async ({ request, forge, user }, form) => {
  const body = checked(gpgKeyInput, { key: '', ...Object.fromEntries(form) })
  const told = { subject: user.uuid, details: withoutSecrets(body) }
  const deed = deedOn(request, user, { ...told, operation: 'gpg.keys.create' })
  await addGpgKey(auditing(forge.database, deed), user, body)
  return undefined
}

const remove: Deed = async ({ request, forge, user }, form) => {
  await forge.database.transact(async tx => {
    await removeGpgKey(tx, user, form.get('fingerprint') ?? '')
    await record(tx, deedOn(request, user, { operation: 'gpg.keys.delete', subject: user.uuid }))
  })
  return undefined
}

/** Where people look after their GPG keys with a browser. */
export const pages = accountPage({ at: AT, title: 'GPG keys', show, deeds: { add, remove } })
