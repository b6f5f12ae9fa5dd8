/** What comes as it comes, and undefined each time that nothing has come for a while. */
export async function* orIdle<T>(source: AsyncIterable<T>, idleMs: number): AsyncGenerator<T | undefined> {
  const things = source[Symbol.asyncIterator]()
  let isOver = false
  try {
    while (!isOver) {
      const coming = things.next()
      let come = await within(coming, idleMs)
      for (; come === undefined; come = await within(coming, idleMs)) yield undefined
      isOver = come.done === true
      if (!come.done) yield come.value
    }
  } finally {
    if (!isOver) await things.return?.()
  }
}

function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  const late = Promise.withResolvers<undefined>()
  const timer = setTimeout(late.resolve, ms, undefined)
  return Promise.race([promise, late.promise]).finally(() => clearTimeout(timer))
}
