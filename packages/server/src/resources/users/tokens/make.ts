import { randomUUID } from 'node:crypto'
import { newSecret } from '../../../auth/tokens.ts'
import type { Db } from '../../../db/tables/index.ts'
import { now } from '../../../kernel/clock.ts'
import * as store from './store.ts'
import type { Token } from './token.ts'

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
