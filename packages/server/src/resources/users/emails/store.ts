import { isTaken } from '@pail/db'
import { Conflict, NotFound } from '@pail/failures'
import type { Db, EmailRow } from '../../../db/tables/index.ts'
import type { Claim, Email } from './email.ts'

interface Owner {
  uuid: string
}

/** Of one account, those that wait to be confirmed among them. */
export async function list(db: Db, owner: Owner): Promise<Email[]> {
  const rows = await db.selectFrom('emails').where('user_uuid', '=', owner.uuid).selectAll().execute()
  const claimed = (await claimsOf(db, owner)).map(({ email }) => ({ email, isPrimary: false, isConfirmed: false }))
  return [...rows.map(fromRow), ...claimed].sort((one, other) => (one.email < other.email ? -1 : 1))
}

export async function find(db: Db, owner: Owner, email: string): Promise<Email> {
  const found = (await list(db, owner)).find(one => one.email === email.toLowerCase())
  if (!found) throw notFound(email)
  return found
}

export const claimsOf = (db: Db, owner: Owner): Promise<Claim[]> =>
  db.selectFrom('email_claims').where('user_uuid', '=', owner.uuid).select(['uuid', 'email']).execute()

/** By its uuid, as the event names it. */
export const seekClaim = (db: Db, owner: Owner, uuid: string): Promise<Claim | undefined> =>
  db
    .selectFrom('email_claims')
    .where('user_uuid', '=', owner.uuid)
    .where('uuid', '=', uuid)
    .select(['uuid', 'email'])
    .executeTakeFirst()

export async function claim(db: Db, owner: Owner, { uuid, email }: Claim, createdOn: string): Promise<void> {
  const row = { uuid, user_uuid: owner.uuid, email, created_on: createdOn, code_hash: null, code_expires_on: null }
  await db.insertInto('email_claims').values(row).execute()
}

/** From now on this code counts, and none before it. */
export async function setCode(db: Db, { uuid }: Claim, hash: string, expiresOn: string): Promise<void> {
  await db
    .updateTable('email_claims')
    .set({ code_hash: hash, code_expires_on: expiresOn })
    .where('uuid', '=', uuid)
    .execute()
}

/** The claim that a code confirms at a moment. */
export const seekByCode = (db: Db, owner: Owner, hash: string, moment: string): Promise<Claim | undefined> =>
  db
    .selectFrom('email_claims')
    .where('user_uuid', '=', owner.uuid)
    .where('code_hash', '=', hash)
    .where('code_expires_on', '>', moment)
    .select(['uuid', 'email'])
    .executeTakeFirst()

/** Makes an address one of the account; nobody else's claim to it has a use any more. */
export async function add(db: Db, owner: Owner, email: string): Promise<Email> {
  const row: EmailRow = { email, user_uuid: owner.uuid, is_primary: 0, is_confirmed: 1 }
  try {
    await db.insertInto('emails').values(row).execute()
  } catch (error) {
    throw isTaken(error) ? new Conflict('This address belongs to an account already.') : error
  }
  await db.deleteFrom('email_claims').where('email', '=', email).execute()
  return fromRow(row)
}

export async function makePrimary(db: Db, owner: Owner, { email }: Email): Promise<void> {
  const ofOwner = db.updateTable('emails').where('user_uuid', '=', owner.uuid)
  const made = await ofOwner.set({ is_primary: 1 }).where('email', '=', email).executeTakeFirst()
  if (made.numUpdatedRows === 0n) throw notFound(email)
  await ofOwner.set({ is_primary: 0 }).where('email', '!=', email).execute()
}

export async function remove(db: Db, owner: Owner, { email, isConfirmed }: Email): Promise<void> {
  if (!isConfirmed) {
    await db.deleteFrom('email_claims').where('user_uuid', '=', owner.uuid).where('email', '=', email).execute()
    return
  }
  const gone = await db
    .deleteFrom('emails')
    .where('user_uuid', '=', owner.uuid)
    .where('email', '=', email)
    .where('is_primary', '=', 0)
    .executeTakeFirst()
  if (gone.numDeletedRows === 0n) throw new Conflict('This is the primary address; make another one primary first.')
}

const notFound = (email: string) => new NotFound('There is no such address', { detail: { email } })

const fromRow = (row: EmailRow): Email => ({
  email: row.email,
  isPrimary: row.is_primary === 1,
  isConfirmed: row.is_confirmed === 1,
})
