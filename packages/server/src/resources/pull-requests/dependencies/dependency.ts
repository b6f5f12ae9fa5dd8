import { type Invalid, invalid } from '@pail/failures'
import type { PullRequest } from '../pull-request.ts'

/** What has to be merged before: named by somebody, or because what is stacked on it goes into its branch. */
export interface Dependency {
  pullRequest: PullRequest
  isStacked: boolean
}

/** Numbers of pull requests, each with those that it stands on. */
export type Edges = ReadonlyMap<number, readonly number[]>

/** Refuses what would in the end stand on itself. */
export function refuseCycle(id: number, on: readonly number[], edges: Edges): void {
  const seen = new Set<number>()
  const waiting = [...on]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === id) throw wrong('A pull request cannot depend on itself, be it by others.')
    if (seen.has(next)) continue
    seen.add(next)
    waiting.push(...(edges.get(next) ?? []))
  }
}

export const wrong = (complaint: string): Invalid => invalid('dependencies', complaint)
