import { packRefs, type Repository, repack, repackAndDrop, sweep, writeCommitGraph } from '@pail/git'
import type { Budget, MaintenanceReport, StorageId } from '../client.ts'
import { type Machine, repositoryOf } from '../machine.ts'

/** Long enough for every push and every clock that is a little off. */
const GRACE_DAYS = 14

/** One repository at a time: maintenance takes the whole machine while it runs. */
const TURN = 'maintenance'

type Step = (signal: AbortSignal) => Promise<unknown>

export function maintain(
  machine: Machine,
  storage: StorageId,
  budget: Budget,
  asked: AbortSignal,
): Promise<MaintenanceReport> {
  return machine.turns.take(TURN, async () => {
    const signal = AbortSignal.any([asked, AbortSignal.timeout(budget.seconds * 1000)])
    const report: MaintenanceReport = { done: [] }
    for (const [name, step] of Object.entries(steps(machine, storage, repositoryOf(machine, storage), budget))) {
      const isWhole = (await step(signal).catch(error => (signal.aborted ? false : Promise.reject(error)))) !== false
      if (!isWhole) return { ...report, interrupted: name }
      report.done.push(name)
    }
    return report
  })
}

function steps(machine: Machine, storage: StorageId, repository: Repository, budget: Budget): Record<string, Step> {
  const drop = (signal: AbortSignal) => repackAndDrop(repository, budget.graceDays ?? GRACE_DAYS, signal)
  return {
    sweep: () => sweep(repository),
    'pack-refs': signal => machine.turns.take(storage, () => packRefs(repository, signal)),
    repack: signal => (budget.thorough ? machine.presence.alone(storage, signal, drop) : repack(repository, signal)),
    'commit-graph': signal => writeCommitGraph(repository, signal),
  }
}
