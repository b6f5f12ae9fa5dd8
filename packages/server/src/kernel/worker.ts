import type { Reaction } from './events.ts'
import type { Forge } from './forge.ts'
import { handOverEvents } from './hand-over.ts'
import type { AnyJob } from './jobs.ts'
import { type Loop, startLoop } from './loop.ts'
import { runDueJob } from './run-jobs.ts'
import { runSchedules, type Schedule } from './schedule.ts'

/** So that a long job does not keep all the others waiting. */
const JOBS_ABREAST = 2

/** Work that waits for others too much to stand in line with the jobs; it keeps its own account of what is due. */
export interface Lane {
  /** How many of its turns go on at once. */
  abreast: number
  /** Does the next piece and answers how many it did; `stopped` ends what it waits for. */
  turn(forge: Forge, stopped: AbortSignal): Promise<number>
}

/** What is subscribed to events, which jobs can be run, and what is looked after by the clock. */
export interface Duties {
  reactions: ReadonlyMap<string, readonly Reaction[]>
  jobs: readonly AnyJob[]
  schedules?: readonly Schedule[]
  lanes?: readonly Lane[]
}

export interface Worker {
  /** Ends when the pieces at hand are done. */
  stop(): Promise<void>
  /** Works until nothing is due; for tests and for orderly ends. */
  drain(): Promise<void>
}

/** Hands events to their subscribers, runs jobs and schedules; several processes may each have a worker. */
export function startWorker(forge: Forge, { reactions, jobs, schedules = [], lanes = [] }: Duties): Worker {
  const stopping = new AbortController()
  const turns = [
    () => handOverEvents(forge, reactions),
    ...Array.from({ length: JOBS_ABREAST }, () => () => runDueJob(forge, jobs)),
    ...Array.from({ length: JOBS_ABREAST }, () => () => runDueJob(forge, jobs, 'outside')),
    runSchedules(forge, schedules),
    ...lanes.flatMap(({ abreast, turn }) => Array.from({ length: abreast }, () => () => turn(forge, stopping.signal))),
  ]
  const loops = turns.map(turn => startLoop(turn, forge.log))
  return {
    async drain() {
      // Events make jobs, and jobs make events; what a loop does by itself meanwhile counts too.
      for (let before = -1; before !== doneBy(loops); ) {
        before = doneBy(loops)
        await Promise.all(loops.map(loop => loop.drain()))
      }
    },
    async stop() {
      stopping.abort()
      await Promise.all(loops.map(loop => loop.stop()))
    },
  }
}

const doneBy = (loops: readonly Loop[]) => loops.reduce((sum, { done }) => sum + done, 0)
