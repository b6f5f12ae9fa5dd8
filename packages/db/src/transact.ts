import { setTimeout as pause } from 'node:timers/promises'
import type { IsolationLevel, Kysely, Transaction } from 'kysely'
import { collectDeeds, doAll } from './after-commit.ts'
import { insideTransaction, refuseNesting } from './nesting.ts'

const MAX_ATTEMPTS = 10

export interface Contest {
  isolation?: IsolationLevel
  /** True for the error of a transaction that lost to another and may win next time. */
  lost(error: unknown): boolean
}

/** Makes the `transact` of a database. */
export function transactOn<T>(writer: Kysely<T>, { isolation, lost }: Contest) {
  return async <R>(work: (tx: Transaction<T>) => Promise<R>): Promise<R> => {
    refuseNesting()
    for (let attempt = 1; ; attempt++) {
      const outcome = await attemptOnce(writer, isolation, work).catch(error => {
        if (attempt === MAX_ATTEMPTS || !lost(error)) throw error
      })
      if (outcome) {
        doAll(outcome.deeds)
        return outcome.result
      }
      await pause(Math.random() * 2 ** attempt)
    }
  }
}

async function attemptOnce<T, R>(
  writer: Kysely<T>,
  isolation: IsolationLevel | undefined,
  work: (tx: Transaction<T>) => Promise<R>,
) {
  let handOver: (() => (() => void)[]) | undefined
  const transaction = isolation ? writer.transaction().setIsolationLevel(isolation) : writer.transaction()
  try {
    const result = await transaction.execute(tx => {
      handOver = collectDeeds(tx)
      return insideTransaction(() => work(tx))
    })
    return { result, deeds: handOver!() }
  } finally {
    handOver?.()
  }
}
