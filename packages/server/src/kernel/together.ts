interface Waiting<T> {
  one: T
  done: PromiseWithResolvers<void>
}

/**
 * Does at once what is asked for while the same is being done for others: a transaction for many costs the disk as much
 * as one for each. What cannot be done together is tried alone, so that nobody is refused for others.
 */
export function together<T>(work: (all: readonly T[]) => Promise<void>): (one: T) => Promise<void> {
  const waiting: Waiting<T>[] = []
  let isAtWork = false
  const attempt = async (all: Waiting<T>[]): Promise<void> => {
    try {
      await work(all.map(({ one }) => one))
      for (const { done } of all) done.resolve()
    } catch (error) {
      if (all.length === 1) return all[0]!.done.reject(error)
      for (const one of all) await attempt([one])
    }
  }
  const turns = async () => {
    while (waiting.length > 0) await attempt(waiting.splice(0))
    isAtWork = false
  }
  return one => {
    const done = Promise.withResolvers<void>()
    waiting.push({ one, done })
    if (!isAtWork) setImmediate(turns)
    isAtWork = true
    return done.promise
  }
}
