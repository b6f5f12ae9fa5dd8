import { type Param, prepared } from '@pail/db'
import type { Db, TokenRow, UserRow } from '../db/tables/index.ts'

/** A token together with the account that it speaks for. */
export type Held = TokenRow & { account_kind: UserRow['kind']; consumer_uuid: string | null } & Pick<
    UserRow,
    'username' | 'display_name' | 'nickname' | 'account_id' | 'is_admin' | 'status'
  >

/** The same, and whether the name that was given is an address of the account. */
type Named = Held & { email: string | null }

const held = (db: Db) =>
  db
    .selectFrom('tokens')
    .innerJoin('users', 'users.uuid', 'tokens.user_uuid')
    .leftJoin('oauth_grants', 'oauth_grants.uuid', 'tokens.grant_uuid')
    .selectAll('tokens')
    .select([
      'users.username',
      'users.display_name',
      'users.nickname',
      'users.account_id',
      'users.is_admin',
      'users.status',
      'users.kind as account_kind',
      'oauth_grants.consumer_uuid',
    ])

export const byHash = prepared((db: Db, param: Param<{ hash: string }>) =>
  held(db).where('tokens.hash', '=', param('hash')),
)

export const byUuid = prepared((db: Db, param: Param<{ uuid: string }>) =>
  held(db).where('tokens.uuid', '=', param('uuid')),
)

export const byHashAndName = prepared((db: Db, param: Param<{ hash: string; name: string }>) =>
  held(db)
    .leftJoin('emails', join =>
      join.onRef('emails.user_uuid', '=', 'users.uuid').on(eb => eb('emails.email', '=', param('name'))),
    )
    .where('tokens.hash', '=', param('hash'))
    .select('emails.email'),
)

/** Literal user names under which a token of any account is taken. */
const FOR_ANY_TOKEN = new Set(['x-token-auth', 'x-bitbucket-api-token-auth'])

/** The user part of Basic, in lower case, may be anything that names the account: address, username, uuid or account id. */
export const speaksFor = (name: string, { username, account_id, user_uuid, email }: Readonly<Named>): boolean =>
  FOR_ANY_TOKEN.has(name) || [username, account_id, user_uuid, `{${user_uuid}}`, email].includes(name)
