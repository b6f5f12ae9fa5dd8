import type { Pool } from '../threads/pool.ts'

const PAUSE_MS = 200

/** After changes: tells the readers to catch up, and drops in steps what nobody names any more; then calls `rested`. */
export class Refreshing {
  private readonly writer: Pool
  private readonly readers: Pool
  private timer: NodeJS.Timeout | undefined
  private isStopped = false
  private readonly rested: () => void

  constructor(writer: Pool, readers: Pool, rested = () => {}) {
    this.writer = writer
    this.readers = readers
    this.rested = rested
  }

  /** To be called when something has changed. Many changes are followed by one round. */
  wake(): void {
    if (this.isStopped) return
    this.timer ??= setTimeout(() => void this.round(), PAUSE_MS).unref()
  }

  stop(): void {
    this.isStopped = true
    clearTimeout(this.timer)
  }

  private async round(): Promise<void> {
    // Whatever breaks here breaks for the next who asks, too, who is told.
    const hasMore = await this.step().catch(() => false)
    this.timer = undefined
    if (hasMore) this.wake()
    else if (!this.isStopped) this.rested()
  }

  private async step(): Promise<boolean> {
    await this.readers.askIdle('refresh', undefined)
    return await this.writer.ask<boolean>('tidy', undefined)
  }
}
