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
export const issueAccess = (
  tx: Db,
  { grant, consumer }: { grant: Grant; consumer: Consumer },
  scopes: readonly string[] = grant.scopes,
): Promise<Issued> => issueTo(tx, { userUuid: grant.userUuid, name: consumer.name, grantUuid: grant.uuid }, scopes)

/** The same for whoever it acts as, with or without a grant that it ends with. */
export async function issueTo(
  tx: Db,
  { userUuid, name, grantUuid }: { userUuid: string; name: string; grantUuid: string | null },
  scopes: readonly string[],
): Promise<Issued> {
  const access_token = newSecret('oauth2')
  const row: TokenRow = {
    uuid: randomUUID(),
    user_uuid: userUuid,
    kind: 'oauth2',
    name,
    hash: hashOf(access_token),
    scopes: JSON.stringify(scopes),
    created_on: now(),
    expires_on: later(ACCESS_SECONDS),
    repository_uuid: null,
    project_uuid: null,
    workspace_uuid: null,
    grant_uuid: grantUuid,
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
