import { type Param, prepared } from '@pail/db'
import { Unauthenticated } from '@pail/failures'
import type { Db, TokenRow, UserRow } from '../db/tables/index.ts'
import type { Actor, CredentialKind, Known } from '../kernel/actor.ts'
import { now } from '../kernel/clock.ts'
import { closure } from '../kernel/scopes.ts'
import { noteUse } from './last-use.ts'
import { EXPIRED, hashOf, INVALID } from './tokens.ts'

/** Literal user names under which a token of any account is taken. */
const FOR_ANY_TOKEN = new Set(['x-token-auth', 'x-bitbucket-api-token-auth'])

const MAX_HEADER = 4096

/** The names of the kinds in the header that tells them. */
const KINDS: Readonly<Record<TokenRow['kind'], CredentialKind>> = {
  api_token: 'api_token',
  app_password: 'apppassword',
  oauth2: 'oauth2',
  repository_access_token: 'repo_access_token',
  project_access_token: 'project_access_token',
  workspace_access_token: 'workspace_access_token',
}

/**
 * Who the Authorization header speaks for; nobody when there is none. A credential that is not good
 * is refused even where nobody in particular may come in. Git's own settings often hold a user name that
 * has nothing to do with the token, so its doors take any.
 */
export async function authenticate(
  db: Db,
  header: string | undefined,
  takes: 'own username' | 'any username' = 'own username',
): Promise<Actor> {
  if (header === undefined || header === '') return undefined
  const { username, secret } = readHeader(header)
  const row = await byHash.first(db, { hash: hashOf(secret) })
  if (row?.status !== 'active') throw new Unauthenticated(INVALID)
  if (isOver(row)) throw new Unauthenticated(row.kind === 'oauth2' ? EXPIRED : INVALID)
  const isFree = username === undefined || takes === 'any username'
  if (!isFree && !(await speaksFor(db, username, row))) throw new Unauthenticated(INVALID)
  noteUse(db, row.uuid)
  return remembered(row)
}

const isOver = ({ expires_on }: TokenRow): boolean => expires_on !== null && expires_on <= now()

function readHeader(header: string): { username?: string; secret: string } {
  const [scheme = '', rest = ''] = header.length > MAX_HEADER ? [] : header.split(/ +/, 2)
  if (scheme.toLowerCase() === 'bearer' && rest !== '') return { secret: rest }
  const pair = scheme.toLowerCase() === 'basic' ? Buffer.from(rest, 'base64').toString() : ''
  const colon = pair.indexOf(':')
  if (colon < 0) throw new Unauthenticated(INVALID)
  return { username: pair.slice(0, colon), secret: pair.slice(colon + 1) }
}

type Held = TokenRow & { account_kind: UserRow['kind']; consumer_uuid: string | null } & Pick<
    UserRow,
    'username' | 'display_name' | 'nickname' | 'account_id' | 'is_admin' | 'status'
  >

const byHash = prepared((db: Db, param: Param<{ hash: string }>) =>
  db
    .selectFrom('tokens')
    .innerJoin('users', 'users.uuid', 'tokens.user_uuid')
    .leftJoin('oauth_grants', 'oauth_grants.uuid', 'tokens.grant_uuid')
    .where('tokens.hash', '=', param('hash'))
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
    ]),
)

/** The user part of Basic may be anything that names the account: address, username, uuid or account id. */
async function speaksFor(db: Db, username: string, row: Held): Promise<boolean> {
  const name = username.toLowerCase()
  if (FOR_ANY_TOKEN.has(name) || [row.username, row.account_id, row.user_uuid, `{${row.user_uuid}}`].includes(name))
    return true
  const email = await db.selectFrom('emails').where('email', '=', name).select('user_uuid').executeTakeFirst()
  return email?.user_uuid === row.user_uuid
}

const all = new WeakMap<Readonly<Held>, Known>()

/** One row that was read once stands for one caller; a row that is read anew is another. */
function remembered(row: Readonly<Held>): Known {
  const found = all.get(row) ?? known(row)
  all.set(row, found)
  return found
}

const known = (row: Readonly<Held>): Known => {
  const scopes = JSON.parse(row.scopes) as string[]
  return {
    uuid: row.user_uuid,
    username: row.username,
    displayName: row.display_name,
    nickname: row.nickname,
    accountId: row.account_id,
    isAdmin: row.is_admin === 1,
    kind: row.account_kind,
    credential: {
      uuid: row.uuid,
      kind: KINDS[row.kind],
      ...(row.consumer_uuid !== null && { consumer: row.consumer_uuid }),
      scopes,
      granted: closure(scopes),
    },
  }
}
