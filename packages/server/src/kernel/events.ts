import { afterCommit } from '@pail/db'
import type { Db } from '../db/tables/index.ts'
import { now } from './clock.ts'
import type { Forge } from './forge.ts'
import { orderedId } from './order.ts'

/** Something that happened, under its published key. The payload holds ids and facts, never representations. */
export interface Happening {
  id: string
  key: string
  payload: Record<string, unknown>
  createdOn: string
}

/** Reacts to an event; it may be called more than once for one event and must not mind. */
export type Reaction = (happening: Happening, forge: Forge) => Promise<void>

const wakers = new Set<() => void>()

/** Announces in the transaction that made the change: either both are kept or neither. */
export async function publish(tx: Db, key: string, payload: Record<string, unknown>): Promise<void> {
  const row = { id: orderedId(), key, payload: JSON.stringify(payload), created_on: now() }
  await tx.insertInto('events').values(row).execute()
  afterCommit(tx, wake)
}

/** Tells whoever works through events and jobs that there is something to do. */
export const wake = (): void => {
  for (const waker of wakers) waker()
}

/** Registers a waker; the answer removes it. */
export function onWake(waker: () => void): () => void {
  wakers.add(waker)
  return () => wakers.delete(waker)
}
