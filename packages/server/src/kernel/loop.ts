import { onWake } from './events.ts'
import type { Log } from './log.ts'

const IDLE_MS = 5000

/** One thing done over and over: at once when woken, and now and then by itself. */
export interface Loop {
  /** Goes on until there is nothing to do; answers how much was done. */
  drain(): Promise<number>
  /** Ends when the piece at hand is done. */
  stop(): Promise<void>
}

/** `turn` does the next piece and answers how many it did. */
export function startLoop(turn: () => Promise<number>, log: Log): Loop {
  let stopped = false
  let nudge = () => {}
  let working: Promise<unknown> = Promise.resolve()
  const work = async () => {
    let all = 0
    for (let done = 1; done > 0 && !stopped; all += done) done = await turn()
    return all
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
    async stop() {
      stopped = true
      forget()
      nudge()
      await going
    },
  }
}

const idle = () => new Promise<void>(resolve => setTimeout(resolve, IDLE_MS).unref())
