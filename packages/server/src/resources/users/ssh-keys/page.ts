import { record } from '../../../kernel/audit.ts'
import { checked } from '../../../kernel/body.ts'
import { withoutSecrets } from '../../../kernel/told.ts'
import { hidden, html, type Markup } from '../../../kernel/web/document.ts'
import { field } from '../../../kernel/web/field.ts'
import { ending, lifeOf, listed } from '../../../kernel/web/listed.ts'
import { accountPage, complaintOf, type Deed, type Refused, type Visit } from '../sessions/account-page.ts'
import { deedOn } from '../sessions/deed.ts'
import { confirmation, demandRecent, isRecent } from '../sessions/recently.ts'
import { addSshKey } from './make.ts'
import { pasted } from './pasted.ts'
import type { SshKey } from './ssh-key.ts'
import * as store from './store.ts'
import { sshKeyInput } from './view.ts'

const AT = '/account/settings/ssh-keys/'

async function show({ forge, user, who, formToken }: Visit, refused?: Refused): Promise<Markup> {
  const keys = await store.newest(forge.database.reader, user)
  return html`${complaintOf(refused, 'key', 'label', 'expires_on')}<p>With one of these keys you clone, fetch and push over SSH.</p>
${listed(
  keys.map(key => shown(key, formToken)),
  MAKE_ONE,
)}
<h2>Add a key</h2>
${isRecent(who) ? form(formToken, refused) : confirmation('add a key', AT)}`
}

const MAKE_ONE = html`Make one with <code>ssh-keygen -t ed25519</code>, and paste below what it writes to the file that ends in <code>.pub</code>.`

function shown(key: SshKey, formToken: string): Markup {
  const name = key.label || key.comment || key.fingerprint
  return html`<li><b>${name}</b> <small>${lifeOf({ ...key, began: 'added', lastUsedOn: key.lastUsed })}</small>
<br><code>SHA256:${key.fingerprint}</code> <small>${key.key.split(' ')[0]}</small>
${ending({ at: AT, formToken, deed: 'remove', label: 'Remove', name, field: ['key', key.uuid] })}</li>`
}

function form(formToken: string, refused: Refused | undefined): Markup {
  const { typed, fields } = refused ?? { typed: new Map<string, string>(), fields: {} as Refused['fields'] }
  return html`<form method="post" action="${AT}">${hidden('form_token', formToken)}${hidden('deed', 'add')}
${field({ name: 'label', label: 'Label', about: 'What you call it, such as Laptop', wrong: fields.label }, tied => html`<input${tied} value="${typed.get('label') ?? ''}" maxlength="255" autocomplete="off">`)}
${field({ name: 'key', label: 'Public key', about: 'What stands in a file such as ~/.ssh/id_ed25519.pub', wrong: fields.key }, tied => html`<textarea${tied} spellcheck="false" autocapitalize="none" required>${pasted(typed.get('key'))}</textarea>`)}
${field({ name: 'expires_on', label: 'Expires on', about: 'Never, if you leave it empty.', wrong: fields.expires_on }, tied => html`<input${tied} type="date" value="${typed.get('expires_on') ?? ''}">`)}
<div class="row"><button class="main">Add the key</button></div></form>`
}

const add: Deed = async ({ request, forge, user, who }, form) => {
  demandRecent(who)
  const { expires_on, ...rest } = { key: '', ...Object.fromEntries(form) } as Record<string, string>
  const body = checked(sshKeyInput, { ...rest, ...(expires_on && { expires_on }) })
  await forge.database.transact(async tx => {
    const { uuid } = await addSshKey(tx, user, body)
    const told = { subject: user.uuid, made: uuid, details: withoutSecrets(body) }
    await record(tx, deedOn(request, user, { ...told, operation: 'ssh.keys.create' }))
  })
  return undefined
}

const remove: Deed = async ({ request, forge, user }, form) => {
  await forge.database.transact(async tx => {
    await store.remove(tx, await store.find(tx, user, form.get('key') ?? ''))
    await record(tx, deedOn(request, user, { operation: 'ssh.keys.delete', subject: user.uuid }))
  })
  return undefined
}

/** Where people look after their SSH keys with a browser. */
export const pages = accountPage({ at: AT, title: 'SSH keys', show, deeds: { add, remove } })
