import type { Db } from '../../db/tables/index.ts'
import { leftIn, windowAt } from './window.ts'

/** Counts one of something of which there may be so many an hour; false when there were as many, and nothing is counted. */
export async function takeOne(tx: Db, name: string, limit: number): Promise<boolean> {
  const moment = Date.now()
  const row = await tx.selectFrom('rate_windows').where('name', '=', name).selectAll().executeTakeFirst()
  const window = windowAt(moment, row)
  if (leftIn(window, limit, moment) === 0) return false
  const now = { start: window.start, taken: window.taken + 1, before: window.before }
  await tx
    .insertInto('rate_windows')
    .values({ name, ...now })
    .onConflict(c => c.column('name').doUpdateSet(now))
    .execute()
  return true
}
