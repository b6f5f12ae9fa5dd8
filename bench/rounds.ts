/** How much is measured; a quick run shows that everything works, not how fast it is. */
export interface Effort {
  rounds: number
  seconds: number
  commits: number
  files: number
  pushes: number
  repositories: number
}

export const FULL: Effort = { rounds: 3, seconds: 4, commits: 50_000, files: 5_000, pushes: 25, repositories: 100_000 }
export const QUICK: Effort = { rounds: 1, seconds: 1, commits: 2_000, files: 200, pushes: 4, repositories: 5_000 }

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits))

export const median = (values: readonly number[]): number => at(values, 0.5)

/** The value below which this share of them lies. */
export function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

/** Both in turn after a warm-up each, so that whatever else the machine does weighs on both. */
export async function inTurns<T>(
  rounds: number,
  ours: () => Promise<T>,
  theirs: () => Promise<T>,
): Promise<[T[], T[]]> {
  await ours()
  await theirs()
  const results: [T[], T[]] = [[], []]
  for (let turn = 0; turn < rounds; turn++) {
    results[0].push(await ours())
    results[1].push(await theirs())
  }
  return results
}
