import { hash } from 'node:crypto'
import type { PailDatabase } from '../../../db/tables/index.ts'
import { callerAddress } from '../../../kernel/caller-address.ts'
import { now } from '../../../kernel/clock.ts'
import type { Schedule } from '../../../kernel/schedule.ts'

/** What failures are counted by: an account, or an address they come from. */
export interface Subject {
  id: string
  /** How many there may be within the window. */
  most: number
}

const WINDOW_SECONDS = 15 * 60
export const RETRY_SECONDS = WINDOW_SECONDS
export const TOO_MANY = 'Too many attempts have failed. Try again in a quarter of an hour.'

/** By uuid; by what was typed where there is no such account, so that nobody learns which there are. */
export const ofAccount = (name: string): Subject => ({ id: hash('sha256', `account ${name}`), most: 10 })

/** Apart from the passwords of the account: who knows the password must not come by new tries at the rest with it. */
export const ofSecondFactor = (uuid: string): Subject => ({ id: hash('sha256', `second factor ${uuid}`), most: 10 })

/** Many may share one; those of IPv6 are given out in blocks of 64 bits. */
export const ofAddress = (address: string): Subject => ({
  id: hash('sha256', `address ${address.includes(':') ? address.split(':').slice(0, 4).join(':') : address}`),
  most: 50,
})

/** These, and the address that a request comes from where it is known. */
export function andAddress(request: Request, subject: Subject): Subject[] {
  const address = callerAddress(request)
  return address === '' ? [subject] : [subject, ofAddress(address)]
}

/**
 * Counts one more attempt for each subject and tells whether that is too many for one of them. Counted before anything
 * is compared, so that attempts at the same time do not slip through together.
 */
export async function isOver({ writer }: PailDatabase, subjects: readonly Subject[]): Promise<boolean> {
  let over = false
  for (const { id, most } of subjects) {
    await writer.deleteFrom('sign_in_attempts').where('subject', '=', id).where('since', '<', windowStart()).execute()
    const { failures } = await writer
      .insertInto('sign_in_attempts')
      .values({ subject: id, failures: 1, since: now() })
      .onConflict(c => c.column('subject').doUpdateSet(eb => ({ failures: eb('sign_in_attempts.failures', '+', 1) })))
      .returning('failures')
      .executeTakeFirstOrThrow()
    if (failures > most) over = true
  }
  return over
}

/** After a success. */
export async function forget({ writer }: PailDatabase, { id }: Subject): Promise<void> {
  await writer.deleteFrom('sign_in_attempts').where('subject', '=', id).execute()
}

/** Drops what no longer counts, and sessions, beginnings of them and challenges that are over. */
export const forgetOldAttempts: Schedule = {
  seconds: WINDOW_SECONDS,
  run: ({ database }) =>
    database.transact(async tx => {
      await tx.deleteFrom('sign_in_attempts').where('since', '<', windowStart()).execute()
      await tx.deleteFrom('sessions').where('expires_on', '<', now()).execute()
      await tx.deleteFrom('pending_sign_ins').where('expires_on', '<', now()).execute()
      await tx.deleteFrom('key_challenges').where('expires_on', '<', now()).execute()
    }),
}

const windowStart = (): string => new Date(Date.now() - WINDOW_SECONDS * 1000).toISOString()
