import { randomUUID } from 'node:crypto'
import type { RefChange } from '@pail/git'
import type { UpdateResult } from '@pail/git-node'
import type { Db, RefIntentRow } from '../../../db/tables/index.ts'
import { now } from '../../../kernel/clock.ts'
import { publish } from '../../../kernel/events.ts'
import type { Forge } from '../../../kernel/forge.ts'
import type { Schedule } from '../../../kernel/schedule.ts'

/** A change of a ref, as the event of a push tells it. */
export interface PushedChange extends RefChange {
  forced: boolean
}

/** Whose refs change, and by whose hand: uuids. */
export interface Push {
  repository: string
  actor: string
}

/** Notes what is about to happen to the refs, so that a crash on the way cannot swallow the event. */
export async function writeIntent(
  { database }: Forge,
  { repository, actor }: Push,
  changes: readonly PushedChange[],
): Promise<string> {
  const uuid = randomUUID()
  const updates = JSON.stringify(changes.map(({ ref, old, new: to, forced }) => ({ ref, old, new: to, forced })))
  const row = { uuid, repository_uuid: repository, actor_uuid: actor, updates, created_on: now() }
  await database.transact(tx => tx.insertInto('ref_intents').values(row).execute())
  return uuid
}

/** The refs have moved, or not: what moved becomes one `repo:push`, and the intent is done with. */
export async function settleIntent(
  tx: Db,
  intent: string,
  push: Push,
  results: readonly (PushedChange | UpdateResult)[],
): Promise<void> {
  const { numDeletedRows } = await tx.deleteFrom('ref_intents').where('uuid', '=', intent).executeTakeFirst()
  // Whoever deletes the intent announces the push; nobody does it twice.
  if (numDeletedRows === 0n || results.length === 0) return
  const changes = results.map(({ ref, old, new: to, forced }) => ({ ref, old, new: to, forced }))
  await publish(tx, 'repo:push', { repository: push.repository, actor: push.actor, changes, date: now() })
  await tx.updateTable('repositories').set({ updated_on: now() }).where('uuid', '=', push.repository).execute()
}

/** Compares intents that were left open with the refs: what happened is announced, the rest is dropped. */
export async function finishIntents(forge: Forge, before: Date): Promise<number> {
  const open = await forge.database.reader
    .selectFrom('ref_intents')
    .where('created_on', '<', before.toISOString())
    .orderBy('created_on')
    .selectAll()
    .execute()
  for (const intent of open) await finish(forge, intent)
  return open.length
}

const LONGEST_PUSH_SECONDS = 600

/** A push whose end this process did not hear of, as when the git node died meanwhile, is looked into later. */
export const finishOldIntents: Schedule = {
  seconds: 60,
  run: async forge => void (await finishIntents(forge, new Date(Date.now() - LONGEST_PUSH_SECONDS * 1000))),
}

async function finish({ database, git, log }: Forge, intent: RefIntentRow): Promise<void> {
  const changes = JSON.parse(intent.updates) as PushedChange[]
  const happened = (await git.has(intent.repository_uuid)) ? await moved(git, intent.repository_uuid, changes) : []
  const push = { repository: intent.repository_uuid, actor: intent.actor_uuid }
  await database.transact(tx => settleIntent(tx, intent.uuid, push, happened))
  log.warn({ intent: intent.uuid, announced: happened.length, of: changes.length }, 'finished an interrupted push')
}

async function moved(git: Forge['git'], storage: string, changes: PushedChange[]): Promise<PushedChange[]> {
  const { refs } = await git.refs(storage)
  const tips = new Map(refs.map(({ name, oid }) => [name as string, oid]))
  const happened: PushedChange[] = []
  for (const change of changes) {
    const tip = tips.get(change.ref) ?? null
    if (tip === change.new || (tip !== change.old && (await passedBy(git, storage, change, tip)))) happened.push(change)
  }
  return happened
}

/** A later push may already have moved the ref on from where this one left it. */
async function passedBy(
  git: Forge['git'],
  storage: string,
  change: PushedChange,
  tip: RefChange['new'],
): Promise<boolean> {
  if (change.new === null || tip === null) return false
  return git.isAncestor(storage, change.new, tip).catch(() => false)
}
