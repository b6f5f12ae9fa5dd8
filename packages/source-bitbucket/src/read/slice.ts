import type { Client } from '@pail/client'
import type { Config } from '../config/config.ts'
import type { Data, Level } from '../protocol/message.ts'
import type { Entry } from '../state/state.ts'
import type { Way } from './unsure.ts'

/** A repository as the list says of it what its streams need. */
export interface Repository {
  uuid: string
  slug: string
  full_name: string
  updated_on?: string
  has_issues?: boolean
  mainbranch?: { name?: string } | null
}

/** One list that is read: a workspace's, or a repository's. */
export interface Slice {
  client: Client
  config: Config
  /** The API's path of what the list is in, encoded: of a workspace its name, of a repository all of it. */
  root: string
  repository: Repository | undefined
  /** What the state has on it; undefined where everything is wanted. */
  before: Entry | undefined
  /** Whether a state is kept at all. */
  isIncremental: boolean
  /** Sortable; nothing older is wanted. */
  start: string
  /** When the read began, in milliseconds. */
  now: number
  /** Hands records on; resolves when there is room for more. */
  emit(records: Data[]): Promise<void>
  /** How many the server says there are. */
  expect(size: number | undefined): void
  /** Keeps how far it is, so that a read that ends here goes on here. */
  checkpoint(entry: Entry): Promise<void>
  /** All repositories of the workspace, those included that are not wanted. */
  everyRepository(): Promise<readonly Repository[]>
  /** What the lists of one stream find out about the server, for all of them. */
  shared: Map<string, Way>
  log(level: Level, message: string): void
}
