import { Thread } from './thread.ts'

/** Threads of one kind; work waits, first come first served, until one is free. */
export class Pool {
  private readonly threads: readonly Thread[]
  private readonly idle: Thread[]
  private readonly waiting = new Set<Waiting>()
  private isClosed = false

  constructor(file: URL, count: number, data: object = {}) {
    this.threads = Array.from({ length: count }, () => new Thread(file, data))
    this.idle = [...this.threads]
  }

  async ask<T>(verb: string, what: unknown, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted()
    if (this.isClosed) throw new Error('the threads have ended')
    const thread = this.idle.pop() ?? (await this.turn(signal))
    return (await thread.ask({ verb, what }, signal, () => this.free(thread))) as T
  }

  /** Asks every thread that has nothing to do now. */
  async askIdle(verb: string, what: unknown): Promise<void> {
    const threads = this.isClosed ? [] : this.idle.splice(0)
    await Promise.all(threads.map(thread => thread.ask({ verb, what }, undefined, () => this.free(thread))))
  }

  async close(): Promise<void> {
    this.isClosed = true
    for (const { drop } of this.waiting) drop(new Error('the threads have ended'))
    await Promise.all(this.threads.map(thread => thread.end()))
  }

  private turn(signal: AbortSignal | undefined): Promise<Thread> {
    return new Promise((resolve, reject) => {
      const leave = () => waiting.drop(signal?.reason)
      const settle = () => {
        this.waiting.delete(waiting)
        signal?.removeEventListener('abort', leave)
      }
      const waiting: Waiting = {
        take: thread => {
          settle()
          resolve(thread)
        },
        drop: reason => {
          settle()
          reject(reason)
        },
      }
      this.waiting.add(waiting)
      signal?.addEventListener('abort', leave, { once: true })
    })
  }

  private free(thread: Thread): void {
    const [first] = this.waiting
    if (first) first.take(thread)
    else this.idle.push(thread)
  }
}

interface Waiting {
  take: (thread: Thread) => void
  drop: (reason: unknown) => void
}
