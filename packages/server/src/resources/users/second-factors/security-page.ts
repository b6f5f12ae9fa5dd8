import { html, type Markup } from '../../../kernel/web/document.ts'
import * as passwords from '../passwords/store.ts'
import { accountPage, complaintOf, type Refused, type Visit } from '../sessions/account-page.ts'
import { confirmation, isRecent } from '../sessions/recently.ts'
import { sessionsShown } from '../sessions/shown.ts'
import { AT } from './codes-shown.ts'
import { confirmForm } from './enrolment.ts'
import { factorsShown } from './factors-shown.ts'
import { passwordForm } from './password-form.ts'
import { ASK_KEY } from './script.ts'
import { deeds } from './security-deeds.ts'

async function show(visit: Visit, refused?: Refused): Promise<Markup> {
  if (refused?.typed.get('deed') === 'confirm-app' && refused.fields.code) return confirmForm(visit, refused)
  const hasPassword = (await passwords.seek(visit.forge.database.reader, visit.user)) !== undefined
  return html`${complaintOf(refused, ...(isOfPassword(refused) ? ['password', 'new_password', 'code'] : []))}
${hasPassword || isRecent(visit.who) ? await changes(visit, hasPassword, refused) : confirmation('change how you sign in', AT)}
<h2>Where you are signed in</h2>
${await sessionsShown(visit)}`
}

const isOfPassword = (refused: Refused | undefined) => refused?.typed.get('deed') === 'password'

/** What is changed only by who gives the password again, or has signed in lately. */
async function changes(visit: Visit, hasPassword: boolean, refused: Refused | undefined): Promise<Markup> {
  return html`<h2>Second step of signing in</h2>
${await factorsShown(visit, hasPassword)}
<h2>Password</h2>
${await passwordForm(visit, hasPassword, isOfPassword(refused) ? refused : undefined)}`
}

/** Where people look after how they sign in. */
export const securityPages = accountPage({ at: AT, title: 'Security', show, deeds, scripts: [ASK_KEY] })
