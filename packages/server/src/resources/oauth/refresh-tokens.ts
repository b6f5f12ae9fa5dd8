import { hashOf } from '../../auth/tokens.ts'
import type { Db } from '../../db/tables/index.ts'
import { later, now } from '../../kernel/clock.ts'
import { type Grant, REFRESH_SECONDS } from './grant.ts'
import { fromRow } from './store.ts'

/** A refresh token as it is remembered. */
export interface RefreshToken {
  hash: string
  parentHash: string | null
  isSpent: boolean
  grant: Grant
}

/** One that counts, as long as whoever let the consumer in may still come in. */
export async function seek(db: Db, secret: string): Promise<RefreshToken | undefined> {
  const row = await db
    .selectFrom('refresh_tokens')
    .innerJoin('oauth_grants', 'oauth_grants.uuid', 'refresh_tokens.grant_uuid')
    .innerJoin('users', 'users.uuid', 'oauth_grants.user_uuid')
    .where('refresh_tokens.hash', '=', hashOf(secret))
    .where('refresh_tokens.expires_on', '>', now())
    .where('users.status', '=', 'active')
    .selectAll('oauth_grants')
    .select(['refresh_tokens.hash', 'refresh_tokens.parent_hash', 'refresh_tokens.is_spent'])
    .executeTakeFirst()
  return row && { hash: row.hash, parentHash: row.parent_hash, isSpent: row.is_spent === 1, grant: fromRow(row) }
}

export async function create(db: Db, grant: Grant, secret: string, parentHash: string | null): Promise<void> {
  const [created_on, expires_on] = [now(), later(REFRESH_SECONDS[grant.kind])]
  await db
    .insertInto('refresh_tokens')
    .values({
      hash: hashOf(secret),
      grant_uuid: grant.uuid,
      parent_hash: parentHash,
      is_spent: 0,
      created_on,
      expires_on,
    })
    .execute()
}

/** Lets it be good for as long again, and the one before it for nothing any more. */
export async function noteUse(db: Db, { hash, parentHash, grant }: RefreshToken): Promise<void> {
  await db
    .updateTable('refresh_tokens')
    .set({ expires_on: later(REFRESH_SECONDS[grant.kind]) })
    .where('hash', '=', hash)
    .execute()
  if (parentHash === null) return
  await db.updateTable('refresh_tokens').set({ is_spent: 1 }).where('hash', '=', parentHash).execute()
}
