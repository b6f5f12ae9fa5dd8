/** Lets one in at a time, in the order they came. Whoever is in calls the answer to leave. */
export function turnstile(): () => Promise<() => void> {
  let last: Promise<void> = Promise.resolve()
  return () => {
    const { promise, resolve: leave } = Promise.withResolvers<void>()
    const turn = last.then(() => leave)
    last = promise
    return turn
  }
}
