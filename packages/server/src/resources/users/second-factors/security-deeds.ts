import { invalid } from '@pail/failures'
import { hashOf } from '../../../auth/tokens.ts'
import type { Db } from '../../../db/tables/index.ts'
import { record } from '../../../kernel/audit.ts'
import type { Markup } from '../../../kernel/web/document.ts'
import { setPassword } from '../passwords/change.ts'
import type { Deed, Visit } from '../sessions/account-page.ts'
import { deedOn } from '../sessions/deed.ts'
import * as sessions from '../sessions/store.ts'
import { confirmApp, startApp } from './apps.ts'
import { codesShown } from './codes-shown.ts'
import { countTry, demandPassword, demandProof } from './demand.ts'
import { appForm, keyNameForm } from './enrolment.ts'
import { keepKey, registered, registrationOptions } from './keys.ts'
import { demandPlace, placeOf } from './place.ts'
import { issueCodes } from './recovery-codes.ts'
import type { SecondFactor } from './second-factor.ts'
import * as store from './store.ts'

/** Writes down what was done, in the transaction that does it. */
const told = (tx: Db, { request, user }: Visit, deed: string, details: Record<string, unknown> = {}) =>
  record(tx, deedOn(request, user, { operation: `users.${deed}`, subject: user.uuid, details }))

const password: Deed = async (visit, form) => {
  const { forge, user, who } = visit
  await demandPassword(visit, form)
  const proof = await demandProof(visit, form)
  await setPassword(forge, { user, password: form.get('new_password') ?? '', field: 'new_password' }, async tx => {
    if (proof && !(await proof.take(tx))) throw invalid('code', 'this code has been used')
    await sessions.removeOthers(tx, user, who.secret)
    await told(tx, visit, 'password.own.set')
  })
  return undefined
}

const startingApp: Deed = async (visit, form) => {
  const { forge, user } = visit
  await demandPassword(visit, form)
  const secret = await forge.database.transact(db => startApp({ db, keys: forge.keys }, user))
  return appForm(visit, secret)
}

const confirmingApp: Deed = async (visit, form) => {
  const { forge, user } = visit
  await countTry(visit)
  return enrolled(visit, 'authenticator_app', tx =>
    confirmApp({ db: tx, keys: forge.keys }, user, form.get('code') ?? ''),
  )
}

const askingKey: Deed = async (visit, form) => {
  await demandPassword(visit, form)
  const { forge, user, who } = visit
  const place = demandPlace(placeOf(forge, visit.request))
  const options = await registrationOptions(forge, { user, place, boundTo: hashOf(who.secret) })
  return keyNameForm(visit, options)
}

const keepingKey: Deed = async (visit, form) => {
  const { forge, user, who } = visit
  const place = demandPlace(placeOf(forge, visit.request))
  const given = { name: form.get('name') ?? '', credential: form.get('credential') ?? '' }
  const key = await registered(forge, { user, place, boundTo: hashOf(who.secret) }, given)
  return enrolled(visit, 'security_key', tx => keepKey(tx, key), key.name)
}

/**
 * Keeps a factor. With the first one come recovery codes, and sessions that were opened without one end: whoever has
 * one of those has shown less.
 */
async function enrolled(
  visit: Visit,
  kind: SecondFactor['kind'],
  keep: (tx: Db) => Promise<void>,
  name?: string,
): Promise<Markup | undefined> {
  const { forge, user, who } = visit
  const codes = await forge.database.transact(async tx => {
    const isFirst = !(await store.hasAny(tx, user))
    await keep(tx)
    await told(tx, visit, 'secondFactors.add', { kind, ...(name !== undefined && { name }) })
    if (!isFirst) return undefined
    await sessions.removeOthers(tx, user, who.secret)
    return issueCodes(tx, user)
  })
  return codes && codesShown(codes)
}

const removing: Deed = async (visit, form) => {
  await demandPassword(visit, form)
  const { forge, user } = visit
  await forge.database.transact(async tx => {
    const factor = await store.find(tx, user, form.get('factor') ?? '')
    await store.remove(tx, user, factor)
    await told(tx, visit, 'secondFactors.own.remove', { kind: factor.kind, name: factor.name })
  })
  return undefined
}

const issuingCodes: Deed = async (visit, form) => {
  await demandPassword(visit, form)
  const { forge, user } = visit
  const codes = await forge.database.transact(async tx => {
    await store.demandAny(tx, user)
    await told(tx, visit, 'secondFactors.issueCodes')
    return issueCodes(tx, user)
  })
  return codesShown(codes)
}

const endingSession: Deed = async (visit, form) => {
  await visit.forge.database.transact(async tx => {
    await sessions.removeOne(tx, visit.user, form.get('session') ?? '')
    await told(tx, visit, 'sessions.end')
  })
  return undefined
}

const endingOthers: Deed = async visit => {
  await visit.forge.database.transact(async tx => {
    await sessions.removeOthers(tx, visit.user, visit.who.secret)
    await told(tx, visit, 'sessions.endOthers')
  })
  return undefined
}

/** What the forms of the page do. */
export const deeds: Readonly<Record<string, Deed>> = {
  password,
  'start-app': startingApp,
  'confirm-app': confirmingApp,
  'ask-key': askingKey,
  'keep-key': keepingKey,
  remove: removing,
  'issue-codes': issuingCodes,
  'end-session': endingSession,
  'end-others': endingOthers,
}
