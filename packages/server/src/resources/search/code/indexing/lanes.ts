import type { Engine } from '@pail/code-search'
import type { Forge } from '../../../../kernel/forge.ts'
import type { Lane } from '../../../../kernel/worker.ts'
import { bring } from './bring.ts'
import * as leases from './leases.ts'

const RENEW_MS = 5000

/** Changes of what is known are never kept waiting by what is built from nothing. */
export const updating: Lane = { abreast: 1, turn: (forge, stopped) => lookAfterOne(forge, true, stopped) }

/** Takes whatever has waited for longest. */
export const building: Lane = { abreast: 1, turn: (forge, stopped) => lookAfterOne(forge, false, stopped) }

async function lookAfterOne(forge: Forge, known: boolean, stopped: AbortSignal): Promise<number> {
  const { database, search } = forge
  if (!search || stopped.aborted) return 0
  await begin(forge)
  // A look costs nothing; a transaction would hold up whoever writes.
  if (!(await leases.isSomethingDue(database.reader))) return 0
  const piece = await database.transact(tx => leases.take(tx, known))
  if (!piece) return 0
  await lookAfter(forge, search, piece, stopped)
  return 1
}

const begun = new WeakMap<Forge, Promise<void>>()

/** Takes over what a killed process held, without waiting for its lease where no other process can be at work. */
function begin(forge: Forge): Promise<void> {
  const { config, database } = forge
  const beginning = begun.get(forge) ?? (config.databaseUrl ? Promise.resolve() : database.transact(leases.freeAll))
  begun.set(forge, beginning)
  // Whoever is next tries again.
  beginning.catch(() => begun.delete(forge))
  return beginning
}

async function lookAfter(forge: Forge, engine: Engine, piece: leases.Piece, stopped: AbortSignal): Promise<void> {
  const { database, log } = forge
  const lease = keep(forge, piece, stopped)
  try {
    const brought = await bring(forge, engine, piece, lease.signal)
    const held = await lease.end()
    await database.transact(tx => (brought ? leases.finish(tx, held, brought.hasOwnCommits) : leases.drop(tx, held)))
  } catch (error) {
    const held = await lease.end()
    if (lease.signal.aborted) return database.transact(tx => leases.giveBack(tx, held))
    log.warn({ err: error, repository: piece.repository, attempt: piece.attempts + 1 }, 'indexing failed')
    await database.transact(tx => leases.postpone(tx, held, error))
  }
}

/** Renews the lease while the work goes on; the work is to end when that fails, or when nobody waits for it. */
function keep({ database }: Forge, piece: leases.Piece, stopped: AbortSignal) {
  const lost = new AbortController()
  let held = piece
  let renewing: Promise<void> = Promise.resolve()
  const renew = async () => {
    const next = await database.transact(tx => leases.renew(tx, held))
    if (next) held = next
    else lost.abort()
  }
  const timer = setInterval(() => (renewing = renewing.then(renew).catch(() => lost.abort())), RENEW_MS)
  timer.unref()
  return {
    signal: AbortSignal.any([stopped, lost.signal]),
    async end() {
      clearInterval(timer)
      await renewing
      return held
    },
  }
}
