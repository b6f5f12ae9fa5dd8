import type { UpdateResult } from '@pail/git-node'
import type { LandingRules } from '../resources/refs/landing/rules.ts'

/** What the doors ask of the rest of the server: who may come in, and what a push may do. */
export interface Gate {
  /** Decides by the Authorization header, and workspace and repository as written in the path (decoded, without `.git`). */
  open(ask: Ask): Promise<Opened | Refused>
}

/** What somebody wants at a door. */
export interface Wish {
  workspace: string
  repository: string
  grade: 'read' | 'write'
  /** Scheme and host as the caller addressed them, for links. */
  origin: string
  /** Where it comes from over the network, where that is known. */
  address?: string | undefined
}

export interface Ask extends Wish {
  authorization: string | undefined
  /** What proxies say of where it comes from. */
  forwarded?: string
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

export interface PushRules extends LandingRules {
  /** Lines shown to the pusher after success. */
  words(results: readonly UpdateResult[]): Promise<readonly string[]>
}

export const isRefused = (answer: Opened | Refused): answer is Refused => 'status' in answer
