import { onWake } from './events.ts'
import type { Log } from './log.ts'

const IDLE_MS = 5000

/** One thing done over and over: at once when woken, and now and then by itself. */
export interface Loop {
  /** Goes on until there is nothing to do. */
  drain(): Promise<void>
  /** Pieces done so far, by whomever they were asked for. */
  readonly done: number
  /** Ends when the piece at hand is done. */
  stop(): Promise<void>
}

/** `turn` does the next piece and answers how many it did. */
export function startLoop(turn: () => Promise<number>, log: Log): Loop {
  let stopped = false
  let nudge = () => {}
  let working: Promise<unknown> = Promise.resolve()
  let all = 0
  const work = async () => {
    for (let done = 1; done > 0 && !stopped; all += done) done = await turn()
  }
  // One after another, also when a test drains while the loop is at work.
  const drain = () => {
    const done = working.then(work)
    working = done.catch(() => {})
    return done
  }
  const forget = onWake(() => nudge())
  const going = (async () => {
    while (!stopped) {
      const nudged = new Promise<void>(resolve => (nudge = resolve))
      await drain().catch(error => log.error({ err: error }, 'worker'))
      if (!stopped) await Promise.race([nudged, idle()])
    }
  })()
  return {
    drain,
    get done() {
      return all
    },
    async stop() {
      stopped = true
      forget()
      nudge()
      await going
    },
  }
}

const idle = () => new Promise<void>(resolve => setTimeout(resolve, IDLE_MS).unref())
