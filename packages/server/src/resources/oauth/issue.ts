import { randomUUID } from 'node:crypto'
import { hashOf, newSecret } from '../../auth/tokens.ts'
import type { Db, TokenRow } from '../../db/tables/index.ts'
import { later, now } from '../../kernel/clock.ts'
import type { Consumer } from '../workspaces/consumers/consumer.ts'
import { ACCESS_SECONDS, type Grant } from './grant.ts'
import * as refreshTokens from './refresh-tokens.ts'

/** What a consumer is handed, in the words of the wire. */
export interface Issued {
  access_token: string
  /** Quirk: plural, and parted by blanks; the standard has `scope`. */
  scopes: string
  token_type: 'bearer'
  expires_in: number
}

/** Makes an access token for what was granted. */
export async function issueAccess(
  tx: Db,
  { grant, consumer }: { grant: Grant; consumer: Consumer },
  scopes: readonly string[] = grant.scopes,
): Promise<Issued> {
  const access_token = newSecret('oauth2')
  const row: TokenRow = {
    uuid: randomUUID(),
    user_uuid: grant.userUuid,
    kind: 'oauth2',
    name: consumer.name,
    hash: hashOf(access_token),
    scopes: JSON.stringify(scopes),
    created_on: now(),
    expires_on: later(ACCESS_SECONDS),
    repository_uuid: null,
    project_uuid: null,
    workspace_uuid: null,
    grant_uuid: grant.uuid,
  }
  await tx.insertInto('tokens').values(row).execute()
  return { access_token, scopes: scopes.join(' '), token_type: 'bearer', expires_in: ACCESS_SECONDS }
}

/** Makes the token with which the next access token is asked for; `parent` is the one that was shown for this one. */
export async function issueRefresh(tx: Db, grant: Grant, parent: string | null = null): Promise<string> {
  const secret = newSecret('refresh')
  await refreshTokens.create(tx, grant, secret, parent)
  return secret
}
