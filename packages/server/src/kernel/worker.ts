import type { Db, JobRow } from '../db/tables/index.ts'
import { later, now } from './clock.ts'
import { onWake, type Reaction } from './events.ts'
import type { Forge } from './forge.ts'
import { handOverEvents } from './hand-over.ts'
import type { AnyJob, Job } from './jobs.ts'

/** How long one try may hold a job before another process takes it over. */
const LEASE_SECONDS = 15 * 60
const IDLE_MS = 5000
const LONGEST_DELAY_SECONDS = 3600

/** What is subscribed to events and which jobs can be run. */
export interface Duties {
  reactions: ReadonlyMap<string, readonly Reaction[]>
  jobs: readonly AnyJob[]
}

export interface Worker {
  /** Ends when the piece at hand is done. */
  stop(): Promise<void>
  /** Works until nothing is due; for tests and for orderly ends. */
  drain(): Promise<void>
}

/** Hands events to their subscribers and runs jobs, one after another; several processes may each have one. */
export function startWorker(forge: Forge, duties: Duties): Worker {
  let stopped = false
  let nudge = () => {}
  let working = Promise.resolve()
  const turn = async () => (await handOverEvents(forge, duties.reactions)) + (await runDueJob(forge, duties))
  const work = async () => {
    while (!stopped && (await turn()) > 0);
  }
  // One after another, also when a test drains while the loop is at work.
  const drain = () => {
    const done = working.then(work)
    working = done.catch(() => {})
    return done
  }
  const forget = onWake(() => nudge())
  const loop = (async () => {
    while (!stopped) {
      const nudged = new Promise<void>(resolve => (nudge = resolve))
      await drain().catch(error => forge.log.error({ err: error }, 'worker'))
      if (!stopped) await Promise.race([nudged, idle()])
    }
  })()
  return {
    drain,
    async stop() {
      stopped = true
      forget()
      nudge()
      await loop
    },
  }
}

const idle = () => new Promise<void>(resolve => setTimeout(resolve, IDLE_MS).unref())

async function runDueJob(forge: Forge, { jobs }: Duties): Promise<number> {
  const row = await forge.database.transact(takeDueJob)
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

async function takeDueJob(tx: Db): Promise<JobRow | undefined> {
  const row = await tx
    .selectFrom('jobs')
    .where('run_after', '<=', now())
    .where(eb => eb.or([eb('locked_until', 'is', null), eb('locked_until', '<', now())]))
    .orderBy('run_after')
    .orderBy('id')
    .limit(1)
    .selectAll()
    .executeTakeFirst()
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
