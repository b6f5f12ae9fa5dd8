import { setTimeout as pause } from 'node:timers/promises'
import { Unavailable } from '@pail/failures'
import type { Layering } from './layering.ts'
import type { ZoektLooked } from './look.ts'

// Shards that were just made are seen within milliseconds; after a start there may be many to load.
const ABSENT_MS = 3_000
// A webserver that has ended is there again within a second.
const UNREACHABLE_MS = 1_000
const POLL_MS = 20

/** How long one look waits until it can be answered. */
export class Patience {
  private readonly layering: Layering
  private readonly signal: AbortSignal
  private readonly since = Date.now()
  private hasMended = false

  constructor(layering: Layering, signal: AbortSignal) {
    this.layering = layering
    this.signal = signal
  }

  /** Waits before the next try; throws when there have been enough. */
  async bear(answer: Exclude<ZoektLooked, { looked: unknown }>): Promise<void> {
    if ('absent' in answer && !this.hasMended) {
      this.hasMended = true
      // What breaks is told to whoever searches or pushes next.
      this.layering.miss(answer.absent).catch(() => undefined)
    }
    if (Date.now() - this.since > ('absent' in answer ? ABSENT_MS : UNREACHABLE_MS))
      throw new Unavailable(complaintOf(answer))
    await pause(POLL_MS, undefined, { signal: this.signal }).catch(() => this.signal.throwIfAborted())
  }
}

const complaintOf = (answer: Exclude<ZoektLooked, { looked: unknown }>): string =>
  'absent' in answer
    ? 'The search index is being loaded or built again; try again in a moment.'
    : `The search index cannot be asked: ${answer.unreachable}`
