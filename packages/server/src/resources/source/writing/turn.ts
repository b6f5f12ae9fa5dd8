const last = new Map<string, Promise<unknown>>()

/** Those that want the same thing follow one another, so that in one process nobody works in vain. */
export async function inTurn<T>(thing: string, work: () => Promise<T>): Promise<T> {
  const before = last.get(thing) ?? Promise.resolve()
  const mine = before.then(work, work)
  last.set(thing, mine)
  try {
    return await mine
  } finally {
    if (last.get(thing) === mine) last.delete(thing)
  }
}
