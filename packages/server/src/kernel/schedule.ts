import type { Forge } from './forge.ts'

/** Something looked after every so often by every process; doing it twice at once must do no harm. */
export interface Schedule {
  seconds: number
  run(forge: Forge): Promise<void>
}

/** Does what has come due since the last look; answers 0, as none of it calls for another look at once. */
export function runSchedules(forge: Forge, schedules: readonly Schedule[]): () => Promise<number> {
  const due = schedules.map(({ seconds }) => Date.now() + seconds * 1000)
  return async () => {
    for (const [place, { seconds, run }] of schedules.entries()) {
      if (Date.now() < due[place]!) continue
      due[place] = Date.now() + seconds * 1000
      await run(forge)
    }
    return 0
  }
}
