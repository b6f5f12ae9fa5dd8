import type { Forge } from '../../kernel/forge.ts'
import { notify } from './notify.ts'

/** Tells of the newest event of this key, whether that was done before or not. */
export async function tellNewest(forge: Forge, key: string): Promise<void> {
  const row = await forge.database.reader
    .selectFrom('events')
    .where('key', '=', key)
    .orderBy('id', 'desc')
    .limit(1)
    .selectAll()
    .executeTakeFirstOrThrow()
  await notify({ id: row.id, key, payload: JSON.parse(row.payload), createdOn: row.created_on }, forge)
}
