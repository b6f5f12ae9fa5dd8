import { Conflict, Invalid, TimedOut } from '@pail/failures'
import type { Oid } from '@pail/git'
import type { Restriction } from '../../branch-restrictions/restriction.ts'
import type { Builds } from '../../commit-statuses/status.ts'
import type { Merge } from '../merge/merge.ts'
import type { PullRequest } from '../pull-request.ts'

/** A merge that waits: for its turn and the builds of what would come of it, or for the builds of its source alone. */
export interface Entry {
  merge: Merge
  repositoryUuid: string
  destinationBranch: string
  mode: 'queue' | 'builds'
  place: string
  sourceHash: Oid
  /** What was built, and on top of what. */
  candidate: { hash: Oid; base: Oid } | null
  /** Since when something is awaited. */
  since: string
}

/** Builds that take longer than this are not waited for. */
export const MOST_HOURS = 24

/** Where what would come of a merge is put, so that whatever builds branches builds it. */
export const queueBranch = ({ id, destination }: Pick<PullRequest, 'id' | 'destination'>): string =>
  `merge-queue/${destination.branch}/${id}`

export type Readiness = 'ready' | 'waiting' | 'failed'

/** Whether builds are over, and well; at least one is waited for. */
export function readiness({ successful, failed, inProgress }: Builds, rules: readonly Restriction[]): Readiness {
  if (failed > 0) return 'failed'
  const asked = rules.filter(({ kind }) => kind === 'require_passing_builds_to_merge').map(({ value }) => value ?? 1)
  return inProgress === 0 && successful >= Math.max(1, ...asked) ? 'ready' : 'waiting'
}

export const sourceChanged = (): Conflict => new Conflict('The source changed while the pull request was in the queue.')

export const destinationChanged = (): Invalid =>
  new Invalid('The destination was changed while the pull request was in the queue.')

/** A branch of which the name of the queue's would be a part, or the other way round. */
export const inTheWay = (branch: string): Invalid => new Invalid(`The branch ${branch} stands where the queue builds.`)

export const cancelled = (): Conflict => new Conflict('The pull request was taken out of the queue.')

export const buildsFailed = (hash: Oid): Invalid =>
  new Invalid(`A build of ${hash.slice(0, 12)} failed.`, { data: { key: 'BUILDS_FAILED', commit: hash } })

export const tookTooLong = (): TimedOut => new TimedOut(`The builds were not over after ${MOST_HOURS} hours.`)
