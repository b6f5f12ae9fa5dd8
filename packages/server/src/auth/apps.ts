import { type Param, prepared } from '@pail/db'
import { Unauthenticated } from '@pail/failures'
import { decodeJwt } from 'jose'
import type { AddonRow, Db, UserRow } from '../db/tables/index.ts'
import type { Known } from '../kernel/actor.ts'
import type { Forge } from '../kernel/forge.ts'
import { closure } from '../kernel/scopes.ts'
import { accountOf } from './account.ts'
import { hashOfRequest, isGenuine } from './jwt.ts'
import { INVALID } from './tokens.ts'

/** Quirk: case counts here, as it does upstream; of no other scheme. */
const SCHEME = 'JWT '
const MAX_TOKEN = 4096

type Row = Pick<AddonRow, 'uuid' | 'key' | 'client_key' | 'scopes' | 'shared_secret' | 'user_uuid'> &
  Pick<UserRow, 'username' | 'display_name' | 'nickname' | 'account_id' | 'status'>

const byClientKey = prepared((db: Db, param: Param<{ clientKey: string }>) =>
  db
    .selectFrom('addons')
    .innerJoin('users', 'users.uuid', 'addons.user_uuid')
    .where('addons.client_key', '=', param('clientKey'))
    .select(['addons.uuid', 'addons.key', 'addons.client_key', 'addons.scopes', 'addons.shared_secret'])
    .select(['addons.user_uuid', 'users.username', 'users.display_name', 'users.nickname'])
    .select(['users.account_id', 'users.status']),
)

/** Where the shared secret of an app is sealed. */
export const placeOfSecret = (uuid: string): string => `addons/${uuid}/shared_secret`

export const isJwt = (header: string | undefined): header is string => header?.startsWith(SCHEME) ?? false

/** The Connect app that signed this very request; anything else that calls itself a JWT is refused. */
export async function authenticateApp(forge: Forge, header: string, request: Request): Promise<Known> {
  const token = header.slice(SCHEME.length).trim()
  const named = token.length > MAX_TOKEN ? undefined : claimsOf(token)
  const row = named && (await byClientKey.first(forge.database.reader, { clientKey: named.clientKey }))
  if (row?.status !== 'active' || !named?.fits(row)) throw new Unauthenticated(INVALID)
  const secret = forge.keys.unseal(row.shared_secret, placeOfSecret(row.uuid))
  if (!(await isGenuine(token, secret, hashesOf(request)))) throw new Unauthenticated(INVALID)
  return known(row)
}

/**
 * Which installation it claims to be of, before anything is believed. Apps name themselves as the issuer and the
 * installation as the subject, or the installation as the issuer. What we sign for an app names it as the audience,
 * and is not taken back.
 */
function claimsOf(token: string) {
  try {
    const { iss, sub, aud } = decodeJwt(token)
    const clientKey = sub ?? iss
    if (clientKey === undefined) return undefined
    const fits = ({ key, client_key }: Row) => (iss === key || iss === client_key) && ![aud].flat().includes(key)
    return { clientKey, fits }
  } catch {
    return undefined
  }
}

const PREFIX = /^\/(!api|api)(?=\/2\.0(\/|$))/

/** With and without what may stand in front of the API. */
function hashesOf({ method, url }: Request): string[] {
  const { pathname, searchParams: query } = new URL(url)
  return [pathname, pathname.replace(PREFIX, '')].map(path => hashOfRequest({ method, path, query }))
}

function known(row: Readonly<Row>): Known {
  const scopes = JSON.parse(row.scopes) as string[]
  return {
    ...accountOf(row),
    isAdmin: false,
    kind: 'connect_app',
    credential: { uuid: row.uuid, kind: 'jwt', scopes, granted: closure(scopes) },
  }
}
