import { randomUUID } from 'node:crypto'
import { Conflict, invalid } from '@pail/failures'
import { Secret, TOTP } from 'otpauth'
import type { AuthenticatorAppRow, Db } from '../../../db/tables/index.ts'
import { later, now } from '../../../kernel/clock.ts'
import type { KeyRing, SealedRows } from '../../../kernel/secrets.ts'
import { asAppCode } from './second-factor.ts'

interface Owner {
  uuid: string
}

/** The rows, and the keys that open what is in them. */
export interface Vault {
  db: Db
  keys: KeyRing
}

/** What apps expect that say nothing of it; some know nothing else. */
const PERIOD_SECONDS = 30
const SECRET_BYTES = 20
/** Clocks differ, and typing takes a while. */
const STEPS_ASIDE = 1
/** Nobody confirms one that somebody has left lying. */
const WAITS_SECONDS = 3600

/** Shares a new secret with somebody's app; it counts once a code of it was given. */
export async function startApp({ db, keys }: Vault, user: Owner): Promise<string> {
  const held = await rowOf(db, user)
  if (held?.confirmed_on) throw new Conflict('There is an authenticator app already.')
  const uuid = randomUUID()
  const secret = new Secret({ size: SECRET_BYTES }).base32
  await db.deleteFrom('authenticator_apps').where('user_uuid', '=', user.uuid).execute()
  const times = { created_on: now(), confirmed_on: null, last_step: null, last_used_on: null }
  await db
    .insertInto('authenticator_apps')
    .values({ uuid, user_uuid: user.uuid, secret: keys.seal(secret, placeOf(uuid)), ...times })
    .execute()
  return secret
}

/** Makes the app count, by a code that it shows. */
export async function confirmApp({ db, keys }: Vault, user: Owner, text: string): Promise<void> {
  const row = await rowOf(db, user)
  if (!row || row.confirmed_on || row.created_on < later(-WAITS_SECONDS))
    throw new Conflict('No authenticator app waits to be confirmed.')
  const step = stepOf(keys, row, text)
  if (step === undefined || !(await takeStep(db, row, step)))
    throw invalid('code', 'this is not what the app shows now')
  await db.updateTable('authenticator_apps').set({ confirmed_on: now() }).where('uuid', '=', row.uuid).execute()
}

/** What takes a code of somebody's app, if it is one; taken, it and those before it are not taken again. */
export async function appCode(
  { db, keys }: Vault,
  user: Owner,
  text: string,
): Promise<((tx: Db) => Promise<boolean>) | undefined> {
  const row = await rowOf(db, user)
  const step = row?.confirmed_on ? stepOf(keys, row, text) : undefined
  return step === undefined ? undefined : tx => takeStep(tx, row!, step)
}

/** As apps read it, from a picture or by hand. */
export const addressOf = (secret: string, user: { username: string }, host: string): string =>
  new TOTP({ issuer: 'Pail', label: `${user.username}@${host}`, secret: Secret.fromBase32(secret) }).toString()

/** For a change of keys. */
export const sealedRows: SealedRows = {
  async after(db, uuid, limit) {
    const query = db.selectFrom('authenticator_apps').where('uuid', '>', uuid).orderBy('uuid').limit(limit)
    const rows = await query.select(['uuid', 'secret']).execute()
    return rows.map(row => ({ id: row.uuid, sealed: row.secret, place: placeOf(row.uuid) }))
  },
  async replace(db, uuid, secret) {
    await db.updateTable('authenticator_apps').set({ secret }).where('uuid', '=', uuid).execute()
  },
}

const rowOf = (db: Db, user: Owner): Promise<AuthenticatorAppRow | undefined> =>
  db.selectFrom('authenticator_apps').where('user_uuid', '=', user.uuid).selectAll().executeTakeFirst()

/** Which half minute a code is of, if it is one of those that count now. */
function stepOf(keys: KeyRing, row: AuthenticatorAppRow, text: string): number | undefined {
  const token = asAppCode(text)
  if (token === undefined) return undefined
  const app = new TOTP({
    secret: Secret.fromBase32(keys.unseal(row.secret, placeOf(row.uuid))),
    period: PERIOD_SECONDS,
  })
  const timestamp = Date.now()
  const aside = app.validate({ token, timestamp, window: STEPS_ASIDE })
  return aside === null ? undefined : app.counter({ timestamp }) + aside
}

async function takeStep(tx: Db, { uuid }: AuthenticatorAppRow, step: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('authenticator_apps')
    .set({ last_step: step, last_used_on: now() })
    .where('uuid', '=', uuid)
    .where(eb => eb.or([eb('last_step', 'is', null), eb('last_step', '<', step)]))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

const placeOf = (uuid: string) => `authenticator_apps/${uuid}/secret`
