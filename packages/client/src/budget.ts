import { pause } from './pause.ts'

const HOUR_MS = 3_600_000
/** What the cloud allows within an hour before it says anything else. */
const CLOUD_PER_HOUR = 1000
/** More than that nobody allows, so older requests need not be remembered. */
const MOST_PER_HOUR = 10_000

/** Why nobody may ask at the moment, and for how long. */
export interface Waiting {
  seconds: number
  reason: 'limit' | 'asked'
}

/**
 * How many requests may be sent within an hour, for all who share it: one that is refused for having asked too often makes
 * all of them wait. Without a limit until the server speaks of one, except for Bitbucket Cloud.
 */
export class Budget {
  #perHour: number
  readonly #onWait: ((waiting: Waiting) => void) | undefined
  /** When the requests of the last hour were sent; those before `#from` are older. */
  #sent: number[] = []
  #from = 0
  #pausedUntil = 0
  #isNear = false

  constructor({ perHour, onWait }: { perHour?: number | undefined; onWait?: (waiting: Waiting) => void } = {}) {
    this.#perHour = perHour ?? Number.POSITIVE_INFINITY
    this.#onWait = onWait
  }

  /** The usual one of a server. */
  static of(origin: string, onWait?: (waiting: Waiting) => void): Budget {
    const isCloud = new URL(origin).host === 'api.bitbucket.org'
    return new Budget({ perHour: isCloud ? CLOUD_PER_HOUR : undefined, ...(onWait && { onWait }) })
  }

  get perHour(): number {
    return this.#perHour
  }

  /** Waits until one more request may be sent, and counts it. */
  async take(signal?: AbortSignal): Promise<void> {
    for (let waiting = this.#waiting(); waiting; waiting = this.#waiting()) {
      this.#onWait?.(waiting)
      await pause(waiting.seconds, signal)
    }
    this.#sent.push(Date.now())
    if (this.#sent.length - this.#from > MOST_PER_HOUR) this.#forgetBefore(this.#sent[this.#from]!)
  }

  /** Learns from the headers of an answer. */
  heed(headers: Headers): void {
    // Some write the window behind it: `60, 60;w=3600`.
    const limit = Number.parseInt(headers.get('x-ratelimit-limit') ?? '', 10)
    if (limit > 0) this.#perHour = limit
    this.#isNear = headers.get('x-ratelimit-nearlimit') === 'true'
    const reset = Number(headers.get('x-ratelimit-reset'))
    // Seconds, that is; a date is not to be believed to be some.
    if (headers.get('x-ratelimit-remaining') === '0' && reset > 0 && reset <= HOUR_MS / 1000) this.hold(reset)
  }

  /** Nobody asks before so many seconds have passed. */
  hold(seconds: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, Date.now() + seconds * 1000)
  }

  /** Somebody was refused for having asked too often, and the server says neither how often one may nor when again. */
  learn(): void {
    if (this.#perHour !== Number.POSITIVE_INFINITY) return
    this.#forgetBefore(Date.now() - HOUR_MS)
    this.#perHour = Math.max(CLOUD_PER_HOUR, this.#sent.length - this.#from)
  }

  #waiting(): Waiting | undefined {
    const now = Date.now()
    if (this.#pausedUntil > now) return { seconds: (this.#pausedUntil - now) / 1000, reason: 'asked' }
    if (this.#perHour === Number.POSITIVE_INFINITY) return undefined
    this.#forgetBefore(now - HOUR_MS)
    const count = this.#sent.length - this.#from
    if (count >= this.#perHour)
      return { seconds: (this.#sent[this.#from]! + HOUR_MS - now) / 1000 + 0.001, reason: 'limit' }
    const last = this.#sent.at(-1)
    // Near the limit what is left is spread, so that nobody is refused before the hour is over.
    const next = this.#isNear && last !== undefined ? last + HOUR_MS / this.#perHour : 0
    return next > now ? { seconds: (next - now) / 1000, reason: 'limit' } : undefined
  }

  #forgetBefore(moment: number): void {
    while (this.#from < this.#sent.length && this.#sent[this.#from]! <= moment) this.#from++
    if (this.#from < 1024) return
    this.#sent = this.#sent.slice(this.#from)
    this.#from = 0
  }
}
