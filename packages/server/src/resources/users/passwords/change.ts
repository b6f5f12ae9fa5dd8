import { Forbidden, invalid } from '@pail/failures'
import type { Static } from 'typebox'
import type { Db } from '../../../db/tables/index.ts'
import type { Known } from '../../../kernel/actor.ts'
import type { Forge } from '../../../kernel/forge.ts'
import { EVERY_SCOPE } from '../../../kernel/scopes.ts'
import { refuseFormer } from '../change.ts'
import { list as emailsOf } from '../emails/store.ts'
import * as attempts from '../sessions/attempts.ts'
import { removeAll as endSessions } from '../sessions/store.ts'
import type { User } from '../user.ts'
import { asPassword } from './password.ts'
import { hashPassword, isPassword } from './scrypt.ts'
import * as store from './store.ts'
import type { passwordInput } from './view.ts'

/**
 * Gives somebody a password, and ends the sessions that were opened with the one before. Whoever signs in may do
 * everything, so a credential that may not has to be helped by the password that there is.
 */
export async function changePassword(
  forge: Forge,
  { giver, user }: { giver: Known; user: User },
  { password, current_password }: Static<typeof passwordInput>,
): Promise<void> {
  if (!giver.credential.granted.has(EVERY_SCOPE)) await demandCurrent(forge, user, current_password)
  await setPassword(forge, { user, password }, tx => endSessions(tx, user))
}

/** A password that somebody is to have, and the field in which it was given. */
interface Chosen {
  user: User
  password: string
  field?: string
}

/** Gives somebody a password, and does beside it what belongs to that. */
export async function setPassword(
  forge: Forge,
  { user, password, field = 'password' }: Chosen,
  beside: (tx: Db) => Promise<void>,
): Promise<void> {
  refuseFormer(user)
  const emails = (await emailsOf(forge.database.reader, user)).map(one => one.email)
  const hash = await hashPassword(asPassword(password, user, { emails, field }))
  await forge.database.transact(async tx => {
    await store.save(tx, user, hash)
    await beside(tx)
  })
}

async function demandCurrent({ database }: Forge, user: User, given: string | undefined): Promise<void> {
  const kept = await store.seek(database.reader, user)
  if (kept === undefined)
    throw new Forbidden('Forbidden', { detail: 'Only a credential with every scope sets the first password.' })
  if (given === undefined) throw invalid('current_password', 'required unless the credential has every scope')
  const subject = attempts.ofAccount(user.uuid)
  if (await attempts.isOver(database, [subject])) throw new Forbidden('Forbidden', { detail: attempts.TOO_MANY })
  if (!(await isPassword(given, kept))) throw invalid('current_password', 'this is not the password')
  await attempts.forget(database, subject)
}
