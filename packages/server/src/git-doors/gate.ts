import type { ProposedUpdate, UpdateResult } from '@pail/git-node'

/** What the doors ask of the rest of the server: who may come in, and what a push may do. */
export interface Gate {
  /** Decides by the Authorization header, and workspace and repository as written in the path (decoded, without `.git`). */
  open(ask: Ask): Promise<Opened | Refused>
}

export interface Ask {
  authorization: string | undefined
  workspace: string
  repository: string
  grade: 'read' | 'write'
  /** Scheme and host as the caller addressed them, for links. */
  origin: string
}

export interface Refused {
  status: 301 | 401 | 403 | 404 | 429
  /** Plain text that git shows as `remote: …`. */
  message: string
  /** Where the repository is now, `/{workspace}/{repository}`; the door adds the rest of the path. */
  location?: string
  headers?: Record<string, string>
}

export interface Opened {
  storage: string
  /** Present exactly when the grade asked for was `write`. */
  push?: PushRules
}

/** What a push carries besides its updates. */
export interface PushFacts {
  /** The branch that HEAD names. */
  head: string | null
  options: readonly string[]
  atomic: boolean
}

export interface Refusal {
  ref: string
  /** One line for the pusher, shown as `remote: …`. */
  reason: string
}

export interface PushRules {
  /** Policy between quarantine and refs. One refusal rejects the whole push. */
  admit(updates: readonly ProposedUpdate[], facts: PushFacts): Promise<readonly Refusal[]>
  /** Writes the intent row; must have committed before the refs move. */
  intend(updates: readonly ProposedUpdate[]): Promise<string>
  /** The refs moved or did not: turns the intent into the event, or drops it. Runs before the pusher gets an answer. */
  settle(intent: string, results: readonly UpdateResult[]): Promise<void>
  /** Lines shown to the pusher after success. */
  words(results: readonly UpdateResult[]): Promise<readonly string[]>
}

export const isRefused = (answer: Opened | Refused): answer is Refused => 'status' in answer
