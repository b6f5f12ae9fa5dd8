/** Things that are lent to one at a time; who comes when none is free waits in line, the urgent ones in front. */
export class Line<T> {
  private readonly free: T[]
  private readonly urgent = new Set<Waiting<T>>()
  private readonly others = new Set<Waiting<T>>()
  private closed: Error | undefined

  constructor(things: readonly T[]) {
    this.free = [...things]
  }

  /** The next one that is free. Whoever's signal is aborted leaves the line with its reason. */
  async take(signal?: AbortSignal, isUrgent = false): Promise<T> {
    signal?.throwIfAborted()
    if (this.closed) throw this.closed
    return this.free.pop() ?? this.turn(isUrgent ? this.urgent : this.others, signal)
  }

  /** All that are free now. */
  takeAll(): T[] {
    return this.closed ? [] : this.free.splice(0)
  }

  give(thing: T): void {
    const [first] = this.urgent.size > 0 ? this.urgent : this.others
    if (first) first.take(thing)
    else this.free.push(thing)
  }

  /** Sends everybody away. */
  close(reason: Error): void {
    this.closed = reason
    for (const { leave } of [...this.urgent, ...this.others]) leave(reason)
  }

  private turn(waiting: Set<Waiting<T>>, signal: AbortSignal | undefined): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const settle = () => {
      waiting.delete(one)
      signal?.removeEventListener('abort', abort)
    }
    const one: Waiting<T> = {
      take: thing => {
        settle()
        resolve(thing)
      },
      leave: reason => {
        settle()
        reject(reason)
      },
    }
    const abort = () => one.leave(signal?.reason)
    waiting.add(one)
    signal?.addEventListener('abort', abort, { once: true })
    return promise
  }
}

interface Waiting<T> {
  take: (thing: T) => void
  leave: (reason: unknown) => void
}
