import { type PageRequest, paginate } from '@pail/db'
import { NotFound } from '@pail/failures'
import { hashOf } from '../../../auth/tokens.ts'
import type { Db, TokenRow } from '../../../db/tables/index.ts'
import type { Token } from './token.ts'

interface Owner {
  uuid: string
}

export const list = (db: Db, owner: Owner, page: PageRequest) =>
  paginate(held(db, owner).orderBy('created_on').orderBy('uuid'), page, fromRow)

export async function find(db: Db, owner: Owner, uuid: string): Promise<Token> {
  const row = await held(db, owner).where('uuid', '=', uuid).executeTakeFirst()
  if (!row) throw new NotFound('There is no such token', { detail: { uuid } })
  return fromRow(row)
}

export async function create(db: Db, owner: Owner, token: Token, secret: string): Promise<Token> {
  const { uuid, kind, name, scopes, createdOn } = token
  const row = {
    uuid,
    user_uuid: owner.uuid,
    kind,
    name,
    hash: hashOf(secret),
    scopes: JSON.stringify(scopes),
    created_on: createdOn,
  }
  await db.insertInto('tokens').values(row).execute()
  return token
}

export async function remove(db: Db, token: Token): Promise<void> {
  await db.deleteFrom('tokens').where('uuid', '=', token.uuid).execute()
}

const held = (db: Db, owner: Owner) => db.selectFrom('tokens').where('user_uuid', '=', owner.uuid).selectAll()

const fromRow = ({ uuid, kind, name, scopes, created_on }: TokenRow): Token => ({
  uuid,
  kind,
  name,
  scopes: JSON.parse(scopes) as string[],
  createdOn: created_on,
})
