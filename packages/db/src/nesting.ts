import { AsyncLocalStorage } from 'node:async_hooks'

const current = new AsyncLocalStorage<{ open: boolean }>()

/** Marks everything `work` starts as being inside a transaction, until `work` is over. */
export async function insideTransaction<R>(work: () => Promise<R>): Promise<R> {
  const mark = { open: true }
  try {
    return await current.run(mark, work)
  } finally {
    mark.open = false
  }
}

/** Waiting for a second turn while holding the first would never end, so it fails instead. */
export function refuseNesting(): void {
  if (current.getStore()?.open) throw new Error('A transaction is open here: use its handle')
}
