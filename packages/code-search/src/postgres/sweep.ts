import type { Pool } from './pool.ts'
import { transact } from './transact.ts'
import { SWEEP_LOCK } from './update.ts'

const UNUSED = 'not exists (select 1 from pail_search.files f where f.content_id = c.id)'

/** Removes those contents that no file has any more, unless somebody is updating: then a later sweep does. */
export async function sweep(pool: Pool, contents: readonly number[]): Promise<void> {
  if (contents.length === 0) return
  await alone(pool, `delete from pail_search.contents c where c.id = any($1) and ${UNUSED}`, [contents])
}

/** Removes all contents that no file has, unless somebody is updating. */
export const sweepAll = (pool: Pool): Promise<void> =>
  alone(pool, `delete from pail_search.contents c where ${UNUSED}`, [])

const alone = (pool: Pool, statement: string, values: unknown[]): Promise<void> =>
  transact(pool, undefined, async client => {
    const { rows } = await client.query('select pg_try_advisory_xact_lock($1) as mine', [SWEEP_LOCK])
    if (!rows[0].mine) return
    await client.query('set local statement_timeout = 0')
    await client.query(statement, values)
  })
