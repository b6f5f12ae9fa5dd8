import { isTaken } from '@pail/db'
import { Conflict } from '@pail/failures'
import { hashOf } from '../../../auth/tokens.ts'
import type { Db, OpenIdLinkRow, PailDatabase } from '../../../db/tables/index.ts'
import { later, now } from '../../../kernel/clock.ts'
import type { Schedule } from '../../../kernel/schedule.ts'
import type { Person } from './person.ts'
import type { Question } from './question.ts'

/** Within so long whoever was sent to the provider comes back. */
export const QUESTION_SECONDS = 600

type Known = Pick<Person, 'issuer' | 'subject'>

interface Owner {
  uuid: string
}

export async function createQuestion(tx: Db, secret: string, { userUuid, next, isAgain }: Question): Promise<void> {
  const row = { hash: hashOf(secret), user_uuid: userUuid, next, is_again: isAgain ? 1 : 0 } as const
  await tx
    .insertInto('openid_questions')
    .values({ ...row, expires_on: later(QUESTION_SECONDS) })
    .execute()
}

/** The question to which this browser brings an answer; whoever brings a second one finds none. */
export async function takeQuestion({ writer }: PailDatabase, secret: string): Promise<Question | undefined> {
  const row = await writer
    .deleteFrom('openid_questions')
    .where('hash', '=', hashOf(secret))
    .returningAll()
    .executeTakeFirst()
  if (!row || row.expires_on <= now()) return undefined
  return { userUuid: row.user_uuid, next: row.next, isAgain: row.is_again === 1 }
}

/** Drops questions that nobody answered. */
export const forgetOldQuestions: Schedule = {
  seconds: QUESTION_SECONDS,
  run: ({ database }) =>
    database.transact(async tx => {
      await tx.deleteFrom('openid_questions').where('expires_on', '<', now()).execute()
    }),
}

/** Whose account it is that somebody of a provider signs in to. */
export async function seekOwner(db: Db, { issuer, subject }: Known): Promise<string | undefined> {
  const row = await db
    .selectFrom('openid_links')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .select('user_uuid')
    .executeTakeFirst()
  return row?.user_uuid
}

/** By whom of a provider an account is signed in to. */
export const seekLink = (db: Db, owner: Owner, issuer: string): Promise<OpenIdLinkRow | undefined> =>
  db
    .selectFrom('openid_links')
    .where('user_uuid', '=', owner.uuid)
    .where('issuer', '=', issuer)
    .selectAll()
    .executeTakeFirst()

export async function createLink(tx: Db, owner: Owner, { issuer, subject, name }: Person): Promise<void> {
  const row = { issuer, subject, name, user_uuid: owner.uuid, linked_on: now(), last_used_on: null }
  try {
    await tx.insertInto('openid_links').values(row).execute()
  } catch (error) {
    throw isTaken(error) ? new Conflict('Of the two one is linked already, to another account.') : error
  }
}

export async function markUsed(tx: Db, { issuer, subject }: Known): Promise<void> {
  const link = tx.updateTable('openid_links').where('issuer', '=', issuer).where('subject', '=', subject)
  await link.set({ last_used_on: now() }).execute()
}

export async function removeLink(tx: Db, { issuer, subject }: Known): Promise<void> {
  await tx.deleteFrom('openid_links').where('issuer', '=', issuer).where('subject', '=', subject).execute()
}

/** The account that has a confirmed address. */
export async function seekByEmail(db: Db, email: string): Promise<string | undefined> {
  const confirmed = db.selectFrom('emails').where('email', '=', email).where('is_confirmed', '=', 1)
  return (await confirmed.select('user_uuid').executeTakeFirst())?.user_uuid
}
