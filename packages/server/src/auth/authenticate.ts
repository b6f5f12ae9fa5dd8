import { Unauthenticated } from '@pail/failures'
import type { Db, TokenRow } from '../db/tables/index.ts'
import type { Actor, CredentialKind, Known } from '../kernel/actor.ts'
import { now } from '../kernel/clock.ts'
import { closure } from '../kernel/scopes.ts'
import { accountOf } from './account.ts'
import { byHash, byHashAndName, byUuid, type Held, speaksFor } from './held-token.ts'
import { noteUse } from './last-use.ts'
import { EXPIRED, hashOf, INVALID } from './tokens.ts'

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
  const hash = hashOf(secret)
  const name = takes === 'own username' ? username?.toLowerCase() : undefined
  return speakerOf(db, await (name === undefined ? byHash.first(db, { hash }) : named(db, hash, name)))
}

/** Whom a token speaks for that was shown before, by its uuid; refused as if it were shown again. */
export const recall = async (db: Db, uuid: string): Promise<Known> => speakerOf(db, await byUuid.first(db, { uuid }))

function speakerOf(db: Db, row: Readonly<Held> | undefined): Known {
  if (row?.status !== 'active') throw new Unauthenticated(INVALID)
  if (isOver(row)) throw new Unauthenticated(row.kind === 'oauth2' ? EXPIRED : INVALID)
  noteUse(db, row.uuid)
  return remembered(row)
}

/** The token, if the name is one of its account. */
async function named(db: Db, hash: string, name: string) {
  const row = await byHashAndName.first(db, { hash, name })
  return row && speaksFor(name, row) ? row : undefined
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
    ...accountOf(row),
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
