import { Forbidden, invalid } from '@pail/failures'
import { hashOf } from '../../../auth/tokens.ts'
import { isPassword } from '../passwords/scrypt.ts'
import * as passwords from '../passwords/store.ts'
import type { Fields, Visit } from '../sessions/account-page.ts'
import * as attempts from '../sessions/attempts.ts'
import { demandRecent } from '../sessions/recently.ts'
import { placeOf } from './place.ts'
import { givenIn, type Proof, proofIn } from './proof.ts'
import { hasAny } from './store.ts'

/**
 * Demands the password again before the ways in are changed, so that a browser that was found open changes none of
 * them. Who has no password has to have signed in lately.
 */
export async function demandPassword({ request, forge, user, who }: Visit, form: Fields): Promise<void> {
  const { database } = forge
  const kept = await passwords.seek(database.reader, user)
  if (kept === undefined) return demandRecent(who)
  const account = attempts.ofAccount(user.uuid)
  if (await attempts.isOver(database, attempts.andAddress(request, account))) throw new Forbidden(attempts.TOO_MANY)
  if (!(await isPassword(form.get('password') ?? '', kept))) throw invalid('password', 'this is not the password')
  await attempts.forget(database, account)
}

const NO_CODE = 'this is no code that counts now'

/** Counts one more try at the second factor, and refuses it where there were too many. */
export async function countTry({ request, forge, user }: Visit): Promise<void> {
  const subjects = attempts.andAddress(request, attempts.ofSecondFactor(user.uuid))
  if (await attempts.isOver(forge.database, subjects)) throw new Forbidden(attempts.TOO_MANY)
}

/** Demands a second factor of who has any, and answers what they gave: it is yet to be taken. */
export async function demandProof(visit: Visit, form: Fields): Promise<Proof | undefined> {
  const { request, forge, user, who } = visit
  if (!(await hasAny(forge.database.reader, user))) return undefined
  await countTry(visit)
  const asked = { user, place: placeOf(forge, request), boundTo: hashOf(who.secret) }
  const proof = await proofIn(forge, asked, givenIn(form))
  if (!proof) throw invalid('code', form.get('credential') ? 'the security key did not show it' : NO_CODE)
  return proof
}
