import type { Db, PailDatabase } from '../db/tables/index.ts'
import type { Actor } from './actor.ts'
import { Answer } from './answer.ts'
import { now } from './clock.ts'
import type { Operation } from './operation.ts'
import { orderedId } from './order.ts'
import { uuidIn } from './target.ts'
import { withoutSecrets } from './told.ts'

/** A change of a credential, a permission or a setting, and where it came from. */
export interface Deed {
  /** The id of the operation, or what stands in its place. */
  operation: string
  actor: Actor
  /** Of the request; these three are absent where none was made. */
  path?: string
  address?: string | undefined
  userAgent?: string | null
  workspace?: string | undefined
  subject?: string | undefined
  made?: string | undefined
  details?: Readonly<Record<string, unknown>>
}

/** Writes a deed down, in the transaction that does it: either both are kept or neither. */
export async function record(tx: Db, deed: Deed): Promise<void> {
  const { operation, actor, path = '', address, userAgent, workspace, subject, made, details = {} } = deed
  const row = {
    id: orderedId(),
    created_on: now(),
    operation,
    actor_uuid: actor?.uuid ?? null,
    actor_name: actor?.displayName ?? null,
    credential_uuid: actor?.credential.uuid || null,
    credential_kind: actor?.credential.kind ?? null,
    workspace_uuid: workspace ?? null,
    subject_uuid: subject ?? null,
    made_uuid: made ?? null,
    path,
    details: JSON.stringify(details),
    address: address || null,
    user_agent: userAgent?.slice(0, 250) ?? null,
  }
  await tx.insertInto('audit_records').values(row).execute()
}

/** What was asked, as far as its call does not say it. */
interface Asked {
  operation: Operation
  request: Request
  url: URL
  address: string
}

type AnyCall = Parameters<Operation['handle']>[0]

/** Does what an operation is to do, and writes it down in the same transaction. */
export async function handleAudited(asked: Asked, call: AnyCall): Promise<unknown> {
  const { operation } = asked
  const deed = await deedOf(asked, call)
  if (!operation.atomic)
    return operation.handle({ ...call, forge: { ...call.forge, database: auditing(call.forge.database, deed) } })
  const result = await operation.handle(call)
  await record(call.db, withResult(deed, result))
  return result
}

/** From before the work, as what it works on may be gone afterwards. */
async function deedOf({ operation, request, url, address }: Asked, call: AnyCall): Promise<Deed> {
  const { db, actor, params, on, body } = call
  const inner = subjectOf(on)
  return {
    operation: operation.id,
    actor,
    path: url.pathname,
    address,
    userAgent: request.headers.get('user-agent'),
    workspace: inner?.workspace?.uuid ?? (await workspaceIn(db, params.workspace ?? params.username ?? '')),
    subject: inner?.uuid,
    details: withoutSecrets(body),
  }
}

/** With what an answer shows, which for a creation is the thing that was made. */
function withResult(deed: Deed, result: unknown): Deed {
  const { uuid } = ((result instanceof Answer ? result.value : result) ?? {}) as { uuid?: string }
  return uuid === undefined || uuid === deed.subject ? deed : { ...deed, made: uuid }
}

/** The database for work that opens its own transactions: each that is kept has the deed in it. */
type Subject = { uuid?: string; workspace?: { uuid?: string } } | undefined

/** Where two things are loaded, such as who is granted something on what, the one that the other is done to. */
const subjectOf = (on: unknown): Subject => {
  const loaded = on as (NonNullable<Subject> & { on?: Subject }) | undefined
  return loaded?.on ?? loaded
}

export const auditing = (database: PailDatabase, deed: Deed): PailDatabase => ({
  dialect: database.dialect,
  reader: database.reader,
  writer: database.writer,
  close: () => database.close(),
  transact: work =>
    database.transact(async tx => {
      const result = await work(tx)
      await record(tx, withResult(deed, result))
      return result
    }),
})

async function workspaceIn(db: Db, id: string): Promise<string | undefined> {
  if (id === '') return undefined
  const uuid = uuidIn(id)
  const column = uuid ? 'uuid' : 'slug'
  const row = await db
    .selectFrom('workspaces')
    .where(column, '=', uuid ?? id.toLowerCase())
    .select('uuid')
    .executeTakeFirst()
  return row?.uuid
}
