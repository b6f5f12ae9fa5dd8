import { randomUUID } from 'node:crypto'
import type { Static } from 'typebox'
import { newSecret } from '../../../auth/tokens.ts'
import type { Db } from '../../../db/tables/index.ts'
import type { Known } from '../../../kernel/actor.ts'
import { now } from '../../../kernel/clock.ts'
import { refuseFormer } from '../change.ts'
import { asName, type User } from '../user.ts'
import * as store from './store.ts'
import { asExpiryOf, asScopes, type Token } from './token.ts'
import type { tokenInput } from './view.ts'

/** A token with its secret, which nothing can show a second time. */
export interface IssuedToken extends Token {
  secret: string
}

type Wish = Pick<Token, 'kind' | 'name' | 'scopes'> & { expiresOn?: string | null }

/** Makes a token; `secret` is drawn by chance unless one is given for automation. */
export async function issueToken(
  db: Db,
  owner: { uuid: string },
  { kind, name, scopes, expiresOn = null }: Wish,
  secret: string = newSecret(kind),
): Promise<IssuedToken> {
  const token = { uuid: randomUUID(), kind, name, scopes, createdOn: now(), expiresOn, lastUsedOn: null }
  await store.create(db, owner, token, secret)
  return { ...token, secret }
}

/** Makes a token for somebody that may no more than `giver`'s own credential. */
export function issueFor(
  db: Db,
  { owner, giver }: { owner: Known | User; giver: Known },
  body: Static<typeof tokenInput>,
): Promise<IssuedToken> {
  if ('status' in owner) refuseFormer(owner)
  const { kind = 'api_token', name } = body
  const scopes = asScopes(body.scopes, giver.credential.granted)
  const expiresOn = asExpiryOf(kind, body.expires_on, now())
  return issueToken(db, owner, { kind, name: asName(name, 'name'), scopes, expiresOn })
}
