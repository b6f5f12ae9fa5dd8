import { invalid } from '@pail/failures'
import type { CommitStatusRow } from '../../db/tables/index.ts'
import type { CommitName } from '../commits/commit.ts'
import { asStatusUrl } from './url.ts'

export type State = CommitStatusRow['state']
export const STATES: readonly State[] = ['FAILED', 'INPROGRESS', 'STOPPED', 'SUCCESSFUL']

/** What something outside, mostly a build, found out about a commit. */
export interface Status {
  commit: CommitName
  /** Of its maker's choice; one commit has one status of a key. */
  key: string
  state: State
  name: string
  description: string
  /** As it was given: names in braces are filled in when it is shown. */
  url: string
  /** The branch that was built; null counts for every branch with the commit. */
  refname: string | null
  createdOn: string
  updatedOn: string
}

/** What may be said of a status when it is made; what is left out falls back. */
export interface StatusInput {
  key: string
  state: State
  url: string
  name?: string | null
  description?: string | null
  refname?: string | null
}

/** A status as its maker says it; where there was one with this key, only that it was there before is kept of it. */
export function newStatus(commit: CommitName, input: StatusInput, at: string, before: Status | undefined): Status {
  return {
    commit,
    key: input.key,
    state: input.state,
    name: input.name || input.key,
    description: input.description ?? '',
    url: asStatusUrl(input.url, commit),
    refname: input.refname || null,
    createdOn: before?.createdOn ?? at,
    updatedOn: at,
  }
}

/** The status with what the input says; what it leaves out stays, and the key always does. */
export function changed(status: Status, input: Partial<StatusInput>, at: string): Status {
  if (input.key !== undefined && input.key !== status.key) throw invalid('key', 'cannot be changed')
  const { key, commit, createdOn } = status
  return { ...newStatus(commit, { ...status, ...input, key }, at, status), createdOn }
}

/** How many builds of a commit went how; one that was stopped did not succeed and never will. */
export interface Builds {
  successful: number
  failed: number
  inProgress: number
}

export const buildsIn = (statuses: readonly Pick<Status, 'state'>[]): Builds => {
  const those = (...states: State[]) => statuses.filter(({ state }) => states.includes(state)).length
  return { successful: those('SUCCESSFUL'), failed: those('FAILED', 'STOPPED'), inProgress: those('INPROGRESS') }
}
