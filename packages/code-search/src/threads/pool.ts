import { Line } from './line.ts'
import { Thread, type Work } from './thread.ts'

/** Threads of one kind; work waits, first come first served, until one is free. */
export class Pool {
  private readonly threads: readonly Thread[]
  private readonly line: Line<Thread>

  constructor(file: URL, count: number, data: object = {}) {
    this.threads = Array.from({ length: count }, () => new Thread(file, data))
    this.line = new Line(this.threads)
  }

  ask<T>(verb: string, what: unknown, signal?: AbortSignal): Promise<T> {
    return this.askOne({ verb, what }, this.line.take(signal), signal)
  }

  /** The same in front of all that is not urgent. */
  askSoon<T>(verb: string, what: unknown, signal?: AbortSignal): Promise<T> {
    return this.askOne({ verb, what }, this.line.take(signal, true), signal)
  }

  /** Asks every thread that has nothing to do now. */
  async askIdle(verb: string, what: unknown): Promise<void> {
    const threads = this.line.takeAll()
    await Promise.all(threads.map(thread => thread.ask({ verb, what }, undefined, () => this.line.give(thread))))
  }

  // A thread is free once it has ended what nobody may want any more, which is later than the answer.
  private async askOne<T>(work: Work, taken: Promise<Thread>, signal: AbortSignal | undefined): Promise<T> {
    const thread = await taken
    return (await thread.ask(work, signal, () => this.line.give(thread))) as T
  }

  async close(): Promise<void> {
    this.line.close(new Error('the threads have ended'))
    await Promise.all(this.threads.map(thread => thread.end()))
  }
}
