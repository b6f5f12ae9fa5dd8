import { Invalid } from '@pail/failures'
import { record } from '../../../kernel/audit.ts'
import { checked } from '../../../kernel/body.ts'
import { uuidIn } from '../../../kernel/target.ts'
import { withoutSecrets } from '../../../kernel/told.ts'
import { accountPage, type Deed, type Fields } from '../sessions/account-page.ts'
import { deedOn, inSession } from '../sessions/deed.ts'
import { demandRecent } from '../sessions/recently.ts'
import { issueFor } from './make.ts'
import { API_TOKENS, APP_PASSWORDS, made, type Offer, shown } from './shown.ts'
import * as store from './store.ts'
import { tokenInput } from './view.ts'

/** What a form asks for, as the body of the operation that does the same. */
const wishIn = (form: Fields, { kind, scopes }: Offer) => ({
  kind,
  name: form.get('name') ?? '',
  scopes: scopes.filter(scope => form.has(scope)),
  ...(form.get('expires_on') && { expires_on: form.get('expires_on') }),
})

const create =
  (offer: Offer): Deed =>
  async ({ request, forge, user, who }, form) => {
    demandRecent(who)
    const wish = wishIn(form, offer)
    if (wish.scopes.length === 0)
      throw new Invalid('Tick what it may be used for.', { fields: { scopes: 'at least one of these' } })
    const body = checked(tokenInput, wish)
    const token = await forge.database.transact(async tx => {
      const issued = await issueFor(tx, { owner: user, giver: inSession(user) }, body)
      const told = { subject: user.uuid, made: issued.uuid, details: withoutSecrets(body) }
      await record(tx, deedOn(request, user, { ...told, operation: 'users.tokens.own.create' }))
      return issued
    })
    return made(offer, token)
  }

const revoke: Deed = async ({ request, forge, user }, form) => {
  await forge.database.transact(async tx => {
    const token = await store.find(tx, user, uuidIn(form.get('token') ?? '') ?? '')
    await store.remove(tx, token)
    await record(tx, deedOn(request, user, { operation: 'users.tokens.own.revoke', subject: user.uuid }))
  })
  return undefined
}

const pageOf = (offer: Offer) =>
  accountPage({
    at: offer.at,
    title: offer.title,
    show: (visit, refused) => shown(offer, visit, refused),
    deeds: { create: create(offer), revoke },
  })

/** Where people look after what programs come in with in their name. */
export const pages = [...pageOf(API_TOKENS), ...pageOf(APP_PASSWORDS)]
