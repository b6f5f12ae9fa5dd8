import { type PageRequest, paginate } from '@pail/db'
import { NotFound } from '@pail/failures'
import type { Db, WebhookRow } from '../../db/tables/index.ts'
import { now } from '../../kernel/clock.ts'
import type { KeyRing, SealedRows } from '../../kernel/secrets.ts'
import { uuidIn } from '../../kernel/target.ts'
import { receiverAt, type Subject, type Webhook } from './webhook.ts'

type Listened = Pick<Subject, 'kind' | 'uuid'>

/** The hooks of a subject, oldest first. */
export const list = (db: Db, on: Subject, page: PageRequest) =>
  paginate(held(db, on).orderBy('created_on').orderBy('uuid').selectAll(), page, row => fromRow(row, on))

/** By what a path says, which may be anything. */
export async function find(db: Db, on: Subject, uid: string): Promise<Webhook> {
  const row = await held(db, on)
    .where('uuid', '=', uuidIn(uid) ?? '')
    .selectAll()
    .executeTakeFirst()
  if (!row) throw new NotFound('There is no such webhook.')
  return fromRow(row, on)
}

export async function count(db: Db, on: Subject): Promise<number> {
  const { all } = await held(db, on)
    .select(eb => eb.fn.countAll<number>().as('all'))
    .executeTakeFirstOrThrow()
  return all
}

/** What may become of a secret: it stays, it goes, or another takes its place. */
export type Secret = string | null | undefined

export async function create(tx: Db, keys: KeyRing, hook: Webhook, secret: Secret): Promise<Webhook> {
  const blank = { failures: 0, due_on: null, locked_until: null, ended_on: null }
  const row = { ...toRow(hook), ...blank, secret: sealed(keys, hook, secret) ?? null }
  await tx.insertInto('webhooks').values(row).execute()
  return hook
}

/** What waits is tried at once, as the change may be what it waited for. */
export async function save(tx: Db, keys: KeyRing, hook: Webhook, secret: Secret): Promise<Webhook> {
  const sealedSecret = sealed(keys, hook, secret)
  await tx
    .updateTable('webhooks')
    .set({ ...toRow(hook), failures: 0, ...(sealedSecret !== undefined && { secret: sealedSecret }) })
    .where('uuid', '=', hook.uuid)
    .execute()
  await hasten(tx, hook)
  return hook
}

/** Lets what waits be tried now. */
export async function hasten(tx: Db, { uuid }: Pick<Webhook, 'uuid'>): Promise<void> {
  await tx
    .updateTable('webhooks')
    .set({ due_on: now(), failures: 0 })
    .where('uuid', '=', uuid)
    .where('due_on', 'is not', null)
    .execute()
}

export async function remove(tx: Db, { uuid }: Webhook): Promise<void> {
  await tx.deleteFrom('webhooks').where('uuid', '=', uuid).execute()
}

/** Binds a sealed secret to its row. */
export const placeOfSecret = (uuid: string): string => `webhooks.secret.${uuid}`

const sealed = (keys: KeyRing, { uuid }: Webhook, secret: Secret): string | null | undefined =>
  secret ? keys.seal(secret, placeOfSecret(uuid)) : secret === undefined ? undefined : null

/** For a change of keys. */
export const sealedRows: SealedRows = {
  async after(db, uuid, limit) {
    const rows = await db
      .selectFrom('webhooks')
      .where('uuid', '>', uuid)
      .where('secret', 'is not', null)
      .orderBy('uuid')
      .limit(limit)
      .select(['uuid', 'secret'])
      .execute()
    return rows.map(row => ({ id: row.uuid, sealed: row.secret!, place: placeOfSecret(row.uuid) }))
  },
  async replace(db, uuid, secret) {
    await db.updateTable('webhooks').set({ secret }).where('uuid', '=', uuid).execute()
  },
}

const COLUMNS = { repository: 'repository_uuid', workspace: 'workspace_uuid', user: 'user_uuid' } as const

const held = (db: Db, { kind, uuid }: Listened) => db.selectFrom('webhooks').where(COLUMNS[kind], '=', uuid)

type Kept = Omit<WebhookRow, 'secret' | 'failures' | 'due_on' | 'locked_until' | 'ended_on'>

const toRow = (hook: Webhook): Kept => ({
  uuid: hook.uuid,
  repository_uuid: null,
  workspace_uuid: null,
  user_uuid: null,
  [COLUMNS[hook.subject.kind]]: hook.subject.uuid,
  url: hook.url,
  host: receiverAt(hook.url).host,
  description: hook.description,
  events: JSON.stringify(hook.events),
  active: hook.isActive ? 1 : 0,
  skip_cert_verification: hook.skipsCertificates ? 1 : 0,
  history_enabled: hook.keepsHistory ? 1 : 0,
  origin: hook.origin,
  created_on: hook.createdOn,
})

const fromRow = (row: WebhookRow, subject: Subject): Webhook => ({
  uuid: row.uuid,
  subject,
  url: row.url,
  description: row.description,
  events: JSON.parse(row.events),
  isActive: row.active === 1,
  skipsCertificates: row.skip_cert_verification === 1,
  keepsHistory: row.history_enabled === 1,
  hasSecret: row.secret !== null,
  origin: row.origin,
  createdOn: row.created_on,
})
