import type { Engine } from '../engine.ts'
import type { CodeQuery, How } from '../language/index.ts'

/**
 * What an engine has to be able to do itself. `openSearch` makes an Engine of it: it reads what the index alone cannot
 * decide, merges, cuts the page and finds the matches.
 */
export interface Index extends Omit<Engine, 'search'> {
  /** The files in scope that may satisfy the query, told apart by whether they have to be read to know. */
  look(ask: Look): Promise<Looked>
}

export interface Look {
  query: CodeQuery
  how: How
  repositories: readonly string[]
  branch?: string
  /** How many of the sure ones are wanted at most, and how many of the others: the best, in order. */
  sure: number
  doubtful: number
  /** When it is aborted, the look ends soon: it throws the signal's reason. */
  signal: AbortSignal
}

/**
 * Every file that satisfies the query is in one of the two, and none is in both. All that are sure do satisfy it. The
 * lists are in the order of `byStanding` and may be shorter than the counts.
 */
export interface Looked {
  sure: Candidates
  doubtful: Candidates
}

export interface Candidates {
  /** How many there are, beyond those that are listed. */
  count: number
  files: readonly Candidate[]
}

export interface Candidate {
  repository: string
  branch: string
  commit: string
  path: string
  oid: string
  /** Whether the content has text: it is no link, not binary and not too large. */
  hasText: boolean
  /** As of `standingOf`. */
  standing: number
}
