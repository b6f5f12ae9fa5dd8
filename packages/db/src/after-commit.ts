import type { Kysely } from 'kysely'

const waiting = new WeakMap<object, (() => void)[]>()

/**
 * Does something once the changes made through `db` are durable, and never when they are rolled back.
 * Outside a transaction every statement has already been committed, so it is done at once.
 */
export function afterCommit<T>(db: Kysely<T>, deed: () => void): void {
  const deeds = waiting.get(db)
  if (deeds) deeds.push(deed)
  else if (db.isTransaction) throw new Error('This transaction has ended')
  else deed()
}

/** Opens the list of deeds of a transaction; the answer closes it and hands the deeds over. */
export function collectDeeds(tx: object): () => (() => void)[] {
  const deeds: (() => void)[] = []
  waiting.set(tx, deeds)
  return () => {
    waiting.delete(tx)
    return deeds
  }
}

/** The commit stands whatever a deed does: every one of them runs, then the first error rises. */
export function doAll(deeds: readonly (() => void)[]): void {
  const errors: unknown[] = []
  for (const deed of deeds) {
    try {
      deed()
    } catch (error) {
      errors.push(error)
    }
  }
  if (errors.length > 0) throw errors[0]
}
