import { type PageRequest, paginate } from '@pail/db'
import { NotFound } from '@pail/failures'
import { hashOf } from '../../../auth/tokens.ts'
import type { Db, TokenRow } from '../../../db/tables/index.ts'
import type { Token } from './token.ts'

type Held = TokenRow & { last_used_on: string | null }

interface Owner {
  uuid: string
}

export const list = (db: Db, owner: Owner, page: PageRequest) =>
  paginate(held(db, owner).orderBy('tokens.created_on').orderBy('tokens.uuid'), page, fromRow)

/** Those of one kind that somebody holds, the newest first. */
export async function newest(db: Db, owner: Owner, kind: Token['kind'], limit: number): Promise<Token[]> {
  const some = held(db, owner).where('tokens.kind', '=', kind).limit(limit)
  return (await some.orderBy('tokens.created_on', 'desc').orderBy('tokens.uuid').execute()).map(fromRow)
}

export async function find(db: Db, owner: Owner, uuid: string): Promise<Token> {
  const row = await held(db, owner).where('tokens.uuid', '=', uuid).executeTakeFirst()
  if (!row) throw new NotFound('There is no such token', { detail: { uuid } })
  return fromRow(row)
}

export async function create(db: Db, owner: Owner, token: Token, secret: string): Promise<Token> {
  const { uuid, kind, name, scopes, createdOn, expiresOn } = token
  const row = {
    uuid,
    user_uuid: owner.uuid,
    kind,
    name,
    hash: hashOf(secret),
    scopes: JSON.stringify(scopes),
    created_on: createdOn,
    expires_on: expiresOn,
    repository_uuid: null,
    project_uuid: null,
    workspace_uuid: null,
    grant_uuid: null,
  }
  await db.insertInto('tokens').values(row).execute()
  return token
}

export async function remove(db: Db, token: Token): Promise<void> {
  await db.deleteFrom('tokens').where('uuid', '=', token.uuid).execute()
}

const held = (db: Db, owner: Owner) =>
  db
    .selectFrom('tokens')
    .leftJoin('token_uses', 'token_uses.token_uuid', 'tokens.uuid')
    .where('tokens.user_uuid', '=', owner.uuid)
    .where('tokens.kind', '!=', 'oauth2')
    .selectAll('tokens')
    .select('token_uses.last_used_on')

const fromRow = ({ uuid, kind, name, scopes, created_on, expires_on, last_used_on }: Held): Token => ({
  uuid,
  kind: kind as Token['kind'],
  name,
  scopes: JSON.parse(scopes) as string[],
  createdOn: created_on,
  expiresOn: expires_on,
  lastUsedOn: last_used_on,
})
