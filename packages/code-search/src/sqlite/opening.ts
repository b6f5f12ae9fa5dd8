import { Unavailable } from '@pail/failures'

// What SQLite says of a file that is damaged, or none of its own.
const DAMAGED = new Set([11, 26])

interface Ways<T> {
  open(): Promise<T>
  close(open: T): Promise<unknown>
  /** Removes what is kept, for a new beginning. */
  remove(): void
  /** Called when the file was damaged and is empty again. */
  onLost?: (() => void) | undefined
}

/** An index that is opened at its first use; where its file is damaged, it begins again from nothing. */
export class Opening<T> {
  private opened: Promise<T> | undefined
  private readonly ways: Ways<T>

  constructor(ways: Ways<T>) {
    this.ways = ways
  }

  async use<R>(work: (open: T) => Promise<R>): Promise<R> {
    this.opened ??= this.begin()
    const used = this.opened
    try {
      return await work(await used)
    } catch (error) {
      if (!DAMAGED.has((error as { errcode?: number }).errcode ?? 0)) throw error
      if (used === this.opened) await this.wipe().then(this.ways.onLost)
      throw new Unavailable('The search index was damaged and is being built again.')
    }
  }

  wipe(): Promise<void> {
    const closed = this.close()
    this.opened = this.begin(async () => {
      await closed
      this.ways.remove()
    })
    return this.opened.then(() => undefined)
  }

  private begin(before = async () => {}): Promise<T> {
    const opened = before().then(() => this.ways.open())
    // What stood in the way may be gone when somebody asks again.
    opened.catch(() => {
      if (this.opened === opened) this.opened = undefined
    })
    return opened
  }

  async close(): Promise<void> {
    const open = await this.opened?.catch(() => undefined)
    if (open) await this.ways.close(open)
  }
}
