type Source<T> = () => AsyncGenerator<T>

/** What several sources give, as it comes, with so many of them open at once. */
export async function* merged<T>(sources: readonly Source<T>[], abreast: number): AsyncGenerator<T> {
  const rest = [...sources]
  const open = new Map<AsyncGenerator<T>, Promise<{ from: AsyncGenerator<T>; step: IteratorResult<T> }>>()
  const advance = (from: AsyncGenerator<T>) => {
    const next = from.next().then(step => ({ from, step }))
    // Whoever stops early does not look at what the others come to.
    next.catch(() => {})
    open.set(from, next)
  }
  for (const source of rest.splice(0, abreast)) advance(source())
  try {
    while (open.size > 0) {
      const { from, step } = await Promise.race(open.values())
      if (!step.done) {
        yield step.value
        advance(from)
        continue
      }
      open.delete(from)
      const next = rest.shift()
      if (next) advance(next())
    }
  } finally {
    for (const from of open.keys()) void from.return(undefined).catch(() => {})
  }
}
