import { Conflict, NotFound } from '@pail/failures'
import { record } from '../../../kernel/audit.ts'
import { OPENID_PAGE } from '../../../kernel/web/account.ts'
import { hidden, html, type Markup } from '../../../kernel/web/document.ts'
import { day, ending } from '../../../kernel/web/listed.ts'
import * as passwords from '../../users/passwords/store.ts'
import { accountPage, complaintOf, type Deed, type Refused, type Visit } from '../../users/sessions/account-page.ts'
import { deedOn } from '../../users/sessions/deed.ts'
import { confirmation, demandRecent, isRecent } from '../../users/sessions/recently.ts'
import { sendOff, settingsOf } from './pages.ts'
import * as store from './store.ts'

const AT = OPENID_PAGE

async function show({ forge, user, who, formToken }: Visit, refused?: Refused): Promise<Markup> {
  const { name, issuer } = settingsOf(forge)
  const link = await store.seekLink(forge.database.reader, user, issuer)
  if (link)
    return html`${complaintOf(refused)}<p>You sign in with ${name} as <b>${link.name}</b>. <small>linked ${day(link.linked_on)}</small></p>
${ending({ at: AT, formToken, deed: 'unlink', label: 'Unlink', name: link.name, field: ['subject', link.subject] })}`
  return html`${complaintOf(refused)}<p>You can sign in with ${name} once you have linked this account to the one that you have there.</p>
${isRecent(who) ? html`<form method="post" action="${AT}">${hidden('form_token', formToken)}${hidden('deed', 'link')}<div class="row"><button class="main">Link the two</button></div></form>` : confirmation('link the two', AT)}`
}

const link: Deed = async ({ request, forge, user, who }) => {
  demandRecent(who)
  return sendOff(forge, request, { userUuid: user.uuid, next: AT, isAgain: false })
}

const unlink: Deed = async ({ request, forge, user }) => {
  const { issuer } = settingsOf(forge)
  await forge.database.transact(async tx => {
    const found = await store.seekLink(tx, user, issuer)
    if (!found) throw new NotFound('There is no such link.')
    if ((await passwords.seek(tx, user)) === undefined)
      throw new Conflict('You could not sign in any more. Set a password first.')
    await store.removeLink(tx, found)
    const details = { issuer, name: found.name }
    await record(tx, deedOn(request, user, { operation: 'users.openid.unlink', subject: user.uuid, details }))
  })
  return undefined
}

/** Where people look after by whom of the provider their account is signed in to. */
export const pages = accountPage({
  at: AT,
  title: 'Signing in with an identity provider',
  show,
  deeds: { link, unlink },
})
