import { hashOf } from '../../auth/tokens.ts'
import type { Db, OauthGrantRow } from '../../db/tables/index.ts'
import type { CodeTerms, Grant } from './grant.ts'

/** A grant with a code that was given for it. */
export interface Coded extends Grant, CodeTerms {}

export async function create(db: Db, grant: Grant, code?: CodeTerms & { secret: string }): Promise<void> {
  const row: OauthGrantRow = {
    uuid: grant.uuid,
    consumer_uuid: grant.consumerUuid,
    user_uuid: grant.userUuid,
    kind: grant.kind,
    scopes: JSON.stringify(grant.scopes),
    created_on: grant.createdOn,
    code_hash: code ? hashOf(code.secret) : null,
    code_expires_on: code?.expiresOn ?? null,
    redirect_uri: code?.redirectUri ?? null,
    challenge: code?.challenge ?? null,
    is_redeemed: 0,
  }
  await db.insertInto('oauth_grants').values(row).execute()
}

/** The grant behind a code, as long as whoever gave it may still come in. */
export async function seekByCode(db: Db, code: string): Promise<Coded | undefined> {
  const row = await db
    .selectFrom('oauth_grants')
    .innerJoin('users', 'users.uuid', 'oauth_grants.user_uuid')
    .where('code_hash', '=', hashOf(code))
    .where('users.status', '=', 'active')
    .selectAll('oauth_grants')
    .executeTakeFirst()
  return row && { ...fromRow(row), ...termsOf(row) }
}

/** Takes a code for the one exchange that it is good for; false when it was taken before. */
export async function redeem(db: Db, { uuid }: Grant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('oauth_grants')
    .set({ is_redeemed: 1 })
    .where('uuid', '=', uuid)
    .where('is_redeemed', '=', 0)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Ends a grant and everything that was given for it. */
export async function revoke(db: Db, { uuid }: Pick<Grant, 'uuid'>): Promise<void> {
  await db.deleteFrom('oauth_grants').where('uuid', '=', uuid).execute()
}

/** Ends all that somebody granted to a consumer. */
export async function revokeAll(db: Db, user: { uuid: string }, consumerUuid: string): Promise<void> {
  await db
    .deleteFrom('oauth_grants')
    .where('user_uuid', '=', user.uuid)
    .where('consumer_uuid', '=', consumerUuid)
    .execute()
}

/** What somebody has granted and not taken back, newest first. */
export async function listOf(db: Db, user: { uuid: string }): Promise<Grant[]> {
  const rows = await db
    .selectFrom('oauth_grants')
    .where('user_uuid', '=', user.uuid)
    .orderBy('created_on', 'desc')
    .selectAll()
    .execute()
  return rows.map(fromRow)
}

export const fromRow = (row: OauthGrantRow): Grant => ({
  uuid: row.uuid,
  consumerUuid: row.consumer_uuid,
  userUuid: row.user_uuid,
  kind: row.kind,
  scopes: JSON.parse(row.scopes) as string[],
  createdOn: row.created_on,
})

const termsOf = (row: OauthGrantRow): CodeTerms => ({
  expiresOn: row.code_expires_on ?? '',
  redirectUri: row.redirect_uri,
  challenge: row.challenge,
})
