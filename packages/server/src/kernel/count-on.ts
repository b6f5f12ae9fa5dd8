import type { Db } from '../db/tables/index.ts'

/** The next number of a row that begins with 1; none is ever given twice, also when what had it is gone. */
export async function countOn(tx: Db, name: string): Promise<number> {
  const { value } = await tx
    .insertInto('counters')
    .values({ name, value: 1 })
    .onConflict(c => c.column('name').doUpdateSet(eb => ({ value: eb('counters.value', '+', 1) })))
    .returning('value')
    .executeTakeFirstOrThrow()
  return value
}
