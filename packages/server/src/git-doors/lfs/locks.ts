import { Invalid } from '@pail/failures'
import { Type } from 'typebox'
import type { Known } from '../../kernel/actor.ts'
import { checked } from '../../kernel/body.ts'
import { now } from '../../kernel/clock.ts'
import { LacksScope } from '../../kernel/failure.ts'
import { orderedId } from '../../kernel/order.ts'
import { needs, suffices } from '../../kernel/scopes.ts'
import { type Lock, lockPath, refuseUnlocking } from '../../resources/lfs/lock.ts'
import * as store from '../../resources/lfs/lock-store.ts'
import { documentIn, type Exchange, type Reply } from './exchange.ts'

const MAX_LIMIT = 100

/**
 * What a client may say beside: clients name the ref they are at, but a lock is one of the whole repository, as the
 * protocol has it.
 */
const ref = Type.Optional(Type.Union([Type.Null(), Type.Object({ name: Type.Optional(Type.String()) })]))
const lockInput = Type.Object({ path: Type.String(), ref })
const unlockInput = Type.Object({ force: Type.Optional(Type.Boolean()), ref })
const verifyInput = Type.Object({
  cursor: Type.Optional(Type.String()),
  limit: Type.Optional(Type.Number()),
  ref,
})

/** Locks a file. */
export async function create(exchange: Exchange): Promise<Reply> {
  const { database } = exchange.forge
  const { repository, actor } = await exchange.enter('write')
  const { uuid, displayName } = actor as Known
  const path = lockPath(checked(lockInput, await documentIn(exchange)).path)
  const lock = { id: orderedId(), path, userUuid: uuid, owner: displayName, lockedOn: now() }
  await store.save(database, repository.uuid, lock)
  return { status: 201, document: { lock: shown(lock) } }
}

/** The locks of the repository, or those that are asked for. */
export async function list(exchange: Exchange): Promise<Reply> {
  const { repository } = await exchange.enter('read')
  const { query } = exchange
  const said = (name: string) => query.get(name) || undefined
  const limit = limitOf(said('limit'))
  const search = { path: said('path'), id: said('id'), after: said('cursor'), limit }
  const page = pageOf(await store.list(exchange.forge.database.reader, repository.uuid, search), limit)
  return { document: { locks: page.locks.map(shown), ...page.next } }
}

/** The same before a push: which of them are the pusher's own, and which keep it from changing a file. */
export async function verify(exchange: Exchange): Promise<Reply> {
  const { repository, actor } = await exchange.enter('write')
  const { cursor, limit: asked } = checked(verifyInput, await documentIn(exchange))
  const limit = limitOf(asked)
  const search = { after: cursor || undefined, limit }
  const page = pageOf(await store.list(exchange.forge.database.reader, repository.uuid, search), limit)
  const { ours = [], theirs = [] } = Object.groupBy(page.locks, ({ userUuid }) =>
    userUuid === actor?.uuid ? 'ours' : 'theirs',
  )
  return { document: { ours: ours.map(shown), theirs: theirs.map(shown), ...page.next } }
}

/** Takes a lock away. */
export async function unlock(exchange: Exchange): Promise<Reply> {
  const { database } = exchange.forge
  const { repository, actor, rank } = await exchange.enter('write')
  const { force = false } = checked(unlockInput, await documentIn(exchange))
  const by = actor as Known
  const lock = await database.transact(async tx => {
    const found = await store.find(tx, repository.uuid, exchange.named)
    if (force && found.userUuid !== by.uuid) refuseNarrow(by)
    refuseUnlocking(found, { uuid: by.uuid, rank }, force)
    await store.remove(tx, found)
    return found
  })
  return { document: { lock: shown(lock) } }
}

const ADMINISTERS = needs(['repository:admin', 'admin:repository:bitbucket'])

/** What tokens may do their scopes say, whoever they belong to; keys stand for all that their account may do with Git. */
function refuseNarrow({ credential: { kind, scopes, granted } }: Known): void {
  if (kind !== 'ssh_key' && !suffices(granted, ADMINISTERS)) throw new LacksScope(scopes, granted, ADMINISTERS)
}

/** As clients read it, to the second. */
export const shown = ({ id, path, owner, lockedOn }: Lock) => ({
  id,
  path,
  locked_at: `${lockedOn.slice(0, 19)}Z`,
  owner: { name: owner },
})

function pageOf(found: Lock[], limit: number): { locks: Lock[]; next?: { next_cursor: string } } {
  const locks = found.slice(0, limit)
  return found.length > limit ? { locks, next: { next_cursor: locks.at(-1)!.id } } : { locks }
}

function limitOf(asked: string | number | undefined): number {
  const limit = Number(asked || MAX_LIMIT)
  if (!Number.isInteger(limit) || limit < 1) throw new Invalid('limit: a number of locks')
  return Math.min(limit, MAX_LIMIT)
}
