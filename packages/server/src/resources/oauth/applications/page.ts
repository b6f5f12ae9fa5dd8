import { Invalid } from '@pail/failures'
import type { Db } from '../../../db/tables/index.ts'
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
import type { Consumer } from '../../workspaces/consumers/consumer.ts'
import { byUuids } from '../../workspaces/consumers/store.ts'
import * as store from '../store.ts'

const AT = HOME.replace(/\/$/, '')

/** A consumer that somebody has let in, with all that it was granted and when it was last. */
interface Application {
  consumer: Consumer
  scopes: readonly string[]
  since: string
}

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

async function listOf(db: Db, user: { uuid: string }): Promise<Application[]> {
  const grants = Map.groupBy(await store.listOf(db, user), grant => grant.consumerUuid)
  const consumers = await byUuids(db, [...grants.keys()])
  return [...grants].map(([uuid, all]) => ({
    consumer: consumers.get(uuid)!,
    scopes: [...new Set(all.flatMap(grant => grant.scopes))],
    since: all[0]!.createdOn,
  }))
}

const revoke: PublicPage['answer'] = async (request, _, forge) => {
  const who = await signedIn(forge, request)
  const form = await ownForm(request, webSite(forge, request), who?.secret)
  const consumer = uuidIn(form.get('consumer') ?? '')
  if (!consumer) throw new Invalid('There is no such application.')
  await forge.database.transact(async tx => {
    await store.revokeAll(tx, who!.user, consumer)
    await record(tx, deedOn(request, who!.user, { operation: 'oauth.applications.revoke', subject: consumer }))
  })
  return seeOther(HOME)
}

/** What somebody has let in, to be looked at and taken back. */
export const applicationPages: readonly PublicPage[] = [
  guarded({ path: AT, answer: show }),
  guarded({ method: 'POST', path: AT, answer: revoke }),
]
