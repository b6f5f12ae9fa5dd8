import type { Kysely } from 'kysely'
import type { Tables } from '../../db/tables/index.ts'
import { later, now } from '../../kernel/clock.ts'
import { openLog } from '../../kernel/log.ts'
import { finishIntents } from '../../resources/refs/landing/intents.ts'
import type { Check, Fault, Patient } from './check.ts'
import { type Reference, references } from './references.ts'

// biome-ignore lint/suspicious/noExplicitAny: references name their tables themselves
type AnyDb = Kysely<any>

/** Rows that speak of something that is not there. */
export const danglingRows: Check = {
  name: 'references between rows',
  async look({ database }) {
    const faults: Fault[] = []
    for (const reference of references) {
      const { count } = await dangling(database.reader.selectFrom(reference.table as keyof Tables), reference)
        .select((eb: AnyExpressions) => eb.fn.countAll().as('count'))
        .executeTakeFirstOrThrow()
      if (Number(count) > 0) faults.push(pointingNowhere(database, reference, Number(count)))
    }
    return faults
  },
}

// biome-ignore lint/suspicious/noExplicitAny: one condition for queries that read and queries that delete
type AnyExpressions = any

// biome-ignore lint/suspicious/noExplicitAny: as above
function dangling(query: any, { table, column, to, where }: Reference): any {
  const wanted = query.where(`${table}.${column}`, 'is not', null)
  const kind = where ? wanted.where(`${table}.${where[0]}`, '=', where[1]) : wanted
  return kind.where((eb: AnyExpressions) =>
    eb.and(
      to.map(target =>
        eb.not(
          eb.exists(
            eb.selectFrom(`${target} as there`).select('there.uuid').whereRef('there.uuid', '=', `${table}.${column}`),
          ),
        ),
      ),
    ),
  )
}

const pointingNowhere = (database: Patient['database'], reference: Reference, count: number): Fault => ({
  about: `${count} of ${reference.table} point nowhere by ${reference.column}`,
  mend: 'pail doctor --fix removes them: they have no effect',
  fix: () =>
    database.transact(tx => dangling((tx as AnyDb).deleteFrom(reference.table), reference).execute()).then(() => {}),
})

/** A push that is under way is younger. */
const INTENT_SECONDS = 600

/** Pushes of which nobody knows yet whether they happened. */
export const openIntents: Check = {
  name: 'interrupted pushes',
  async look({ config, database, git, serving }) {
    const before = serving ? later(-INTENT_SECONDS) : later(1)
    const rows = await database.reader.selectFrom('ref_intents').where('created_on', '<', before).selectAll().execute()
    const forge = { config, database, git, log: openLog('silent') }
    return rows.map(({ uuid, created_on, repository_uuid }) => ({
      about: `a push of ${created_on} to ${repository_uuid} was interrupted (${uuid})`,
      mend: serving ? 'pail doctor --fix finishes it' : 'starting Pail finishes it, as pail doctor --fix does',
      fix: async () => void (await finishIntents(forge as Parameters<typeof finishIntents>[0], new Date(before))),
    }))
  },
}

/** So many failures are no accident any more. */
const TRIES = 5

/** Work that has failed again and again, or that nobody has brought to its end. */
export const stuckJobs: Check = {
  name: 'jobs',
  async look({ database }) {
    const rows = await database.reader
      .selectFrom('jobs')
      .where(eb => eb.or([eb('attempts', '>=', TRIES), eb('locked_until', '<', later(-INTENT_SECONDS))]))
      .orderBy('id')
      .selectAll()
      .execute()
    return rows.map(({ id, kind, attempts, last_error }) => ({
      about: `the job ${kind} (${id}) has failed ${attempts} times: ${last_error ?? 'it was broken off'}`,
      mend: 'take away the cause; pail doctor --fix lets it run again at once',
      fix: () =>
        database.transact(async tx => {
          const again = { attempts: 0, run_after: now(), locked_until: null }
          await tx.updateTable('jobs').set(again).where('id', '=', id).execute()
        }),
    }))
  },
}
