import type { Db } from '../../../db/tables/index.ts'
import type { Consumer } from '../../workspaces/consumers/consumer.ts'
import { byUuids } from '../../workspaces/consumers/store.ts'
import * as store from '../store.ts'

/** A consumer that somebody has let in, with all that it was granted and when it was last. */
export interface Application {
  consumer: Consumer
  scopes: readonly string[]
  since: string
}

/** The consumers that somebody has let in, those first that were let in last. */
export async function listOf(db: Db, user: { uuid: string }): Promise<Application[]> {
  const grants = Map.groupBy(await store.listOf(db, user), grant => grant.consumerUuid)
  const consumers = await byUuids(db, [...grants.keys()])
  return [...grants].map(([uuid, all]) => ({
    consumer: consumers.get(uuid)!,
    scopes: [...new Set(all.flatMap(grant => grant.scopes))],
    since: all[0]!.createdOn,
  }))
}
