import { Invalid } from '@pail/failures'
import { record } from '../../../kernel/audit.ts'
import { labelOf } from '../../../kernel/scope-labels.ts'
import { uuidIn } from '../../../kernel/target.ts'
import { hidden, html, type Markup } from '../../../kernel/web/document.ts'
import { accountPage, complaintOf, type Deed, type Refused, type Visit } from '../../users/sessions/account-page.ts'
import { deedOn } from '../../users/sessions/deed.ts'
import { revokeAll } from '../store.ts'
import { type Application, listOf } from './application.ts'

const AT = '/account/settings/app-authorizations/'

async function show({ forge, user, formToken }: Visit, refused?: Refused): Promise<Markup> {
  const applications = await listOf(forge.database.reader, user)
  if (applications.length === 0)
    return html`${complaintOf(refused)}<p>You have let no application in yet. One that wants to act in your name leads you to a page that asks you; here you take back what you allowed.</p>`
  return html`${complaintOf(refused)}<p>These applications may act in your name. One whose access you revoke is refused at once.</p>
<ul class="plain">${applications.map(one => shown(one, formToken))}</ul>`
}

const shown = ({ consumer, scopes, since }: Application, formToken: string): Markup =>
  html`<li><b>${consumer.name}</b>${consumer.url ? html` · <a href="${consumer.url}" rel="noreferrer">about it</a>` : ''}
<br><small>${scopes.map(scope => labelOf(scope).label).join(', ')}; allowed on ${since.slice(0, 10)}</small>
<form method="post" action="${AT}">${hidden('form_token', formToken)}${hidden('deed', 'revoke')}${hidden('consumer', consumer.uuid)}<button aria-label="Revoke access of ${consumer.name}">Revoke access</button></form></li>`

const revoke: Deed = async ({ request, forge, user }, form) => {
  const consumer = uuidIn(form.get('consumer') ?? '')
  if (!consumer) throw new Invalid('There is no such application.')
  await forge.database.transact(async tx => {
    await revokeAll(tx, user, consumer)
    await record(tx, deedOn(request, user, { operation: 'oauth.applications.revoke', subject: consumer }))
  })
  return undefined
}

/** What somebody has let in, to be looked at and taken back. */
export const applicationPages = accountPage({ at: AT, title: 'Authorised applications', show, deeds: { revoke } })
