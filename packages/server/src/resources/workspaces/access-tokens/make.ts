import { randomUUID } from 'node:crypto'
import type { Static } from 'typebox'
import { newSecret } from '../../../auth/tokens.ts'
import type { Db } from '../../../db/tables/index.ts'
import type { Known } from '../../../kernel/actor.ts'
import { now } from '../../../kernel/clock.ts'
import { asExpiry, asScopes } from '../../users/tokens/token.ts'
import { asName } from '../../users/user.ts'
import { type AccessToken, actingUser, botAddress, type Holder, type Level, refuseUnoffered } from './access-token.ts'
import * as store from './store.ts'
import type { accessTokenInput } from './view.ts'

/** A token with its secret, which nothing can show a second time. */
export interface IssuedAccessToken extends AccessToken {
  secret: string
}

/** Makes a token of a thing, with no scope that the credential of its maker lacks. */
export async function issueAccessToken(
  tx: Db,
  { level, on, giver, host }: { level: Level; on: Holder; giver: Known; host: string },
  body: Static<typeof accessTokenInput>,
): Promise<IssuedAccessToken> {
  refuseUnoffered(level, body.scopes)
  const createdOn = now()
  const name = asName(body.name, 'name')
  const user = actingUser({ level, name, createdOn }, randomUUID(), randomUUID())
  const token: AccessToken = {
    uuid: randomUUID(),
    level,
    name,
    scopes: asScopes(body.scopes, giver.credential.granted),
    createdOn,
    expiresOn: asExpiry(body.expires_on, createdOn),
    lastUsedOn: null,
    user,
  }
  const secret = newSecret('access_token')
  await store.create(tx, on, token, { secret, email: botAddress(user.uuid, host) })
  return { ...token, secret }
}
