import type { Db, JobRow } from '../db/tables/index.ts'
import { later, now } from './clock.ts'
import type { Forge } from './forge.ts'
import type { AnyJob, Job } from './jobs.ts'

/** How long one try may hold a job before another process takes it over. */
const LEASE_SECONDS = 15 * 60
const LONGEST_DELAY_SECONDS = 3600

/** Those that wait for servers that are not ours, or all others, also those that nobody knows. */
export type Line = 'outside' | 'inside'

/** Runs the job of a line that has been due for longest; answers how many that were: one, or none. */
export async function runDueJob(forge: Forge, jobs: readonly AnyJob[], line: Line = 'inside'): Promise<number> {
  const outside = jobs.filter(job => job.waitsOutside).map(job => job.kind)
  if (line === 'outside' && outside.length === 0) return 0
  const due = (db: Db) =>
    dueJobs(db).$if(outside.length > 0, all => all.where('kind', line === 'outside' ? 'in' : 'not in', outside))
  // A look costs nothing; a transaction would hold up whoever writes.
  if (!(await isSomethingDue(due(forge.database.reader)))) return 0
  const row = await forge.database.transact(tx => takeDueJob(tx, due(tx)))
  if (!row) return 0
  const job = jobs.find(one => one.kind === row.kind) as Job<Record<string, unknown>> | undefined
  try {
    if (!job) throw new Error(`No job of kind ${row.kind} is known`)
    await job.run(JSON.parse(row.payload), forge)
    await forge.database.transact(tx => tx.deleteFrom('jobs').where('id', '=', row.id).execute())
  } catch (error) {
    forge.log.warn({ err: error, job: row.kind, attempt: row.attempts + 1 }, 'job failed')
    await forge.database.transact(tx => postpone(tx, row, error))
  }
  return 1
}

const dueJobs = (db: Db) =>
  db
    .selectFrom('jobs')
    .where('run_after', '<=', now())
    .where(eb => eb.or([eb('locked_until', 'is', null), eb('locked_until', '<', now())]))

type Due = ReturnType<typeof dueJobs>

const isSomethingDue = async (due: Due): Promise<boolean> =>
  (await due.select('id').limit(1).executeTakeFirst()) !== undefined

async function takeDueJob(tx: Db, due: Due): Promise<JobRow | undefined> {
  const row = await due.orderBy('run_after').orderBy('id').limit(1).selectAll().executeTakeFirst()
  if (!row) return undefined
  const { numUpdatedRows } = await tx
    .updateTable('jobs')
    // Giving up the key lets what happens from now on ask for another run.
    .set({ locked_until: later(LEASE_SECONDS), unique_key: null })
    .where('id', '=', row.id)
    .where(eb => eb.or([eb('locked_until', 'is', null), eb('locked_until', '<', now())]))
    .executeTakeFirst()
  return numUpdatedRows > 0n ? row : undefined
}

/** Waits twice as long after each failure. */
async function postpone(tx: Db, { id, attempts }: JobRow, error: unknown): Promise<void> {
  const delay = Math.min(2 ** attempts * 5, LONGEST_DELAY_SECONDS)
  const last_error = String(error).slice(0, 1000)
  await tx
    .updateTable('jobs')
    .set({ attempts: attempts + 1, run_after: later(delay), locked_until: null, last_error })
    .where('id', '=', id)
    .execute()
}
