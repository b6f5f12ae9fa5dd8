import { randomUUID } from 'node:crypto'
import { Conflict, Forbidden } from '@pail/failures'
import { hashOf, newSecret } from '../../../auth/tokens.ts'
import type { Db } from '../../../db/tables/index.ts'
import { later, now } from '../../../kernel/clock.ts'
import { publish } from '../../../kernel/events.ts'
import { refuseFormer } from '../change.ts'
import { asEmail, type User } from '../user.ts'
import { type Claim, CODE_SECONDS, type ConfirmationCode, type Email, refuseTooMany, wrongCode } from './email.ts'
import * as store from './store.ts'

interface Wish {
  email: string
  is_confirmed?: boolean
}

/** Adds an address that is to be confirmed; an administrator may vouch for it. */
export async function addEmail(tx: Db, actor: { isAdmin: boolean }, user: User, input: Wish): Promise<Email> {
  refuseFormer(user)
  const email = asEmail(input.email)
  if (input.is_confirmed && !actor.isAdmin)
    throw new Forbidden('Forbidden', { detail: 'Only an administrator of this installation may vouch for an address.' })
  const held = (await store.list(tx, user)).find(one => one.email === email)
  if (held?.isConfirmed) throw new Conflict('This address belongs to the account already.')
  if (input.is_confirmed) return store.add(tx, user, email)
  await askToConfirm(tx, user, await claimOf(tx, user, email))
  return { email, isPrimary: false, isConfirmed: false }
}

async function claimOf(tx: Db, user: User, email: string): Promise<Claim> {
  const claims = await store.claimsOf(tx, user)
  const known = claims.find(one => one.email === email)
  if (known) return known
  refuseTooMany(claims.length)
  const claim = { uuid: randomUUID(), email }
  await store.claim(tx, user, claim, now())
  return claim
}

/** Whoever delivers mail issues the code, so that it stands in no event. */
const askToConfirm = (tx: Db, user: User, claim: Claim) =>
  publish(tx, 'user:email_confirmation', { user: user.uuid, claim: claim.uuid })

/** Issues the code that confirms an address; one that was issued before no longer does. */
export async function issueCode(tx: Db, user: User, address: string): Promise<ConfirmationCode> {
  const { email, isConfirmed } = await store.find(tx, user, address)
  if (isConfirmed) throw new Conflict('This address is confirmed already.')
  const claim = await claimOf(tx, user, email)
  const issued = { code: newSecret('confirmation'), expiresOn: later(CODE_SECONDS) }
  await store.setCode(tx, claim, hashOf(issued.code), issued.expiresOn)
  return issued
}

/** Confirms the address for which the code was issued. */
export async function confirmEmail(tx: Db, user: User, code: string): Promise<Email> {
  const claim = await store.seekByCode(tx, user, hashOf(code), now())
  if (!claim) throw wrongCode()
  return store.add(tx, user, claim.email)
}

/** Makes an address the one that commits on the web are signed with and others see first. */
export async function makePrimary(tx: Db, user: User, address: string): Promise<Email> {
  const email = await store.find(tx, user, address)
  if (!email.isConfirmed) throw new Conflict('Only a confirmed address can be the primary one.')
  await store.makePrimary(tx, user, email)
  return { ...email, isPrimary: true }
}

/** Removes an address; the primary one, and with it the last one, stays. */
export const removeEmail = async (tx: Db, user: User, address: string): Promise<void> =>
  store.remove(tx, user, await store.find(tx, user, address))
