import type { Blobs } from '@pail/blobs'
import type { Engine } from '@pail/code-search'
import type { GitNode } from '@pail/git-node'
import type { Config } from '../config.ts'
import type { PailDatabase } from '../db/tables/index.ts'
import type { Log } from './log.ts'
import type { KeyRing } from './secrets.ts'

/** The machines that a running forge stands on. */
export interface Forge {
  config: Config
  database: PailDatabase
  git: GitNode
  blobs: Blobs
  /** Where code is searched; nothing where it is not. */
  search: Engine | undefined
  keys: KeyRing
  log: Log
}
