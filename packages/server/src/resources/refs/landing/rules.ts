import type { Failure } from '@pail/failures'
import type { ProposedUpdate, UpdateResult } from '@pail/git-node'

/** What a change of refs carries besides its updates. */
export interface PushFacts {
  /** The branch that HEAD names. */
  head: string | null
  options: readonly string[]
  atomic: boolean
}

export interface Refusal {
  ref: string
  /** One line for whoever asked; a pusher sees it as `remote: …`. */
  reason: string
  /** How the API refuses; `Forbidden` when absent. */
  failure?: Failure
}

/** What stands around every change of refs, however it came. */
export interface LandingRules {
  /** Policy between quarantine and refs. One refusal rejects the whole. */
  admit(updates: readonly ProposedUpdate[], facts: PushFacts): Promise<readonly Refusal[]>
  /** Writes the intent row; must have committed before the refs move. */
  intend(updates: readonly ProposedUpdate[]): Promise<string>
  /** The refs moved or did not: turns the intent into the event, or drops it. Runs before anybody gets an answer. */
  settle(intent: string, results: readonly UpdateResult[]): Promise<void>
}
