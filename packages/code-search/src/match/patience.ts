import { costly } from '../language/expression.ts'

/** Ends a match that takes longer than the texts it has looked at are worth. */
export interface Patience {
  /** Grants time for one file of so many characters. */
  grant(characters: number): void
  /** Throws where the time granted is used up. */
  check(): void
}

// In milliseconds of the processor: what starting costs, and what a file and a megabyte are worth.
const START = 50
const PER_FILE = 0.1
const PER_MEGABYTE = 50

/** Time by the processor's clock of this thread, so that a busy machine refuses nothing that a quiet one answers. */
export function newPatience(now: () => number = threadTime): Patience {
  let left = START
  let last: number | undefined
  return {
    grant(characters) {
      left += PER_FILE + (characters / 1e6) * PER_MEGABYTE
      last = undefined
    },
    check() {
      const time = now()
      if (last !== undefined) left -= time - last
      last = time
      if (left < 0) throw costly('It takes too long to match')
    },
  }
}

function threadTime(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
