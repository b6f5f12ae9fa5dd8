import type { Db } from '../../../db/tables/index.ts'
import { type Choices, type ChoicesInput, choicesWith } from './choices.ts'

interface Has {
  uuid: string
}

/** What each of these people chose. */
export async function byUsers(db: Db, uuids: readonly string[]): Promise<ReadonlyMap<string, Choices>> {
  const rows = await db.selectFrom('notification_settings').where('user_uuid', 'in', uuids).selectAll().execute()
  const chosen = new Map(rows.map(row => [row.user_uuid, JSON.parse(row.choices) as ChoicesInput]))
  return new Map(uuids.map(uuid => [uuid, choicesWith(chosen.get(uuid) ?? {})]))
}

export const find = async (db: Db, { uuid }: Has): Promise<Choices> => (await byUsers(db, [uuid])).get(uuid)!

export async function save(tx: Db, { uuid }: Has, all: Choices): Promise<Choices> {
  const choices = JSON.stringify(all)
  await tx
    .insertInto('notification_settings')
    .values({ user_uuid: uuid, choices })
    .onConflict(c => c.column('user_uuid').doUpdateSet({ choices }))
    .execute()
  return all
}
