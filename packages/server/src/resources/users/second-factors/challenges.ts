import { randomBytes } from 'node:crypto'
import type { Db, KeyChallengeRow, PailDatabase } from '../../../db/tables/index.ts'
import { later, now } from '../../../kernel/clock.ts'

/** What a challenge is for: one deed of one session, or of one sign-in that has begun. */
export interface Bound {
  /** Hash of the session's secret, or of the other's. */
  to: string
  purpose: KeyChallengeRow['purpose']
}

const CHALLENGE_SECONDS = 300

/** Makes what a security key is asked to sign; one that was made before for the same no longer counts. */
export async function makeChallenge(tx: Db, bound: Bound): Promise<string> {
  const challenge = randomBytes(32).toString('base64url')
  await held(tx, bound).execute()
  const row = { challenge, bound_to: bound.to, purpose: bound.purpose, expires_on: later(CHALLENGE_SECONDS) }
  await tx.insertInto('key_challenges').values(row).execute()
  return challenge
}

/** Whether it was made for this, lately, and not answered yet; from now on it has been. */
export async function takeChallenge({ writer }: PailDatabase, bound: Bound, challenge: string): Promise<boolean> {
  const { numDeletedRows } = await held(writer, bound)
    .where('challenge', '=', challenge)
    .where('expires_on', '>', now())
    .executeTakeFirst()
  return numDeletedRows === 1n
}

const held = (db: Db, { to, purpose }: Bound) =>
  db.deleteFrom('key_challenges').where('bound_to', '=', to).where('purpose', '=', purpose)
