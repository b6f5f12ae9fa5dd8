import { Invalid } from '@pail/failures'
import { record } from '../../../kernel/audit.ts'
import type { PublicPage } from '../../../kernel/page.ts'
import { labelOf } from '../../../kernel/scope-labels.ts'
import { uuidIn } from '../../../kernel/target.ts'
import { hidden, html, seeOther, webPage } from '../../../kernel/web/document.ts'
import { guarded } from '../../../kernel/web/guarded.ts'
import { formTokenFor, ownForm } from '../../../kernel/web/own-form.ts'
import { deedOn } from '../../users/sessions/deed.ts'
import { HOME, signInFirst } from '../../users/sessions/next.ts'
import { signedIn, webSite, whoIs } from '../../users/sessions/signed-in.ts'
import { revokeAll } from '../store.ts'
import { type Application, listOf } from './application.ts'

const AT = HOME.replace(/\/$/, '')

const show: PublicPage['answer'] = async (request, _, forge) => {
  const who = await signedIn(forge, request)
  if (!who) return seeOther(signInFirst(HOME))
  const applications = await listOf(forge.database.reader, who.user)
  const formToken = formTokenFor(who.secret)
  const body =
    applications.length === 0
      ? html`<p>You have let no application in.</p>`
      : html`<p>These applications may act in your name. One whose access you revoke is refused at once.</p>
<ul class="plain">${applications.map(one => shown(one, formToken))}</ul>`
  return webPage({ title: 'Authorised applications', body, who: whoIs(who) })
}

const shown = ({ consumer, scopes, since }: Application, formToken: string) =>
  html`<li><b>${consumer.name}</b>${consumer.url ? html` · <a href="${consumer.url}" rel="noreferrer">about it</a>` : ''}
<br><small>${scopes.map(scope => labelOf(scope).label).join(', ')}; allowed on ${since.slice(0, 10)}</small>
<form method="post" action="${AT}/">${hidden('form_token', formToken)}${hidden('consumer', consumer.uuid)}<button aria-label="Revoke access of ${consumer.name}">Revoke access</button></form></li>`

const revoke: PublicPage['answer'] = async (request, _, forge) => {
  const who = await signedIn(forge, request)
  const form = await ownForm(request, webSite(forge, request), who?.secret)
  const consumer = uuidIn(form.get('consumer') ?? '')
  if (!consumer) throw new Invalid('There is no such application.')
  await forge.database.transact(async tx => {
    await revokeAll(tx, who!.user, consumer)
    await record(tx, deedOn(request, who!.user, { operation: 'oauth.applications.revoke', subject: consumer }))
  })
  return seeOther(HOME)
}

/** What somebody has let in, to be looked at and taken back. */
export const applicationPages: readonly PublicPage[] = [
  guarded({ path: AT, answer: show }),
  guarded({ method: 'POST', path: AT, answer: revoke }),
]
