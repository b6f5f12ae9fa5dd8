import type { Data } from 'pail-source-bitbucket'
import type { Column } from './columns.ts'

/** One stream as a destination keeps it. */
export interface Table {
  stream: string
  columns: readonly Column[]
  /** The members by which a later record takes the place of an earlier one. */
  key: readonly string[]
  /** Whether what does not come again until the stream is complete is gone. */
  isReplaced: boolean
}

/** What each stream has been read up to, as the source told it. */
export type States = ReadonlyMap<string, Data>

/** What may be opened only once for all that is ever written there. */
export interface Opening {
  tables: readonly Table[]
  /** Whose records these are; a place that holds somebody else's is refused. */
  origin: string
}

/**
 * Where records go. Nothing counts before `checkpoint`, which keeps everything written before it together with the states,
 * or none of it. One caller at a time, each call awaited.
 */
export interface Destination {
  /** Makes what is missing, takes away what a crash has left, and answers the states of the last checkpoint. */
  open(opening: Opening): Promise<States>
  /** Records with a key that is there already replace what is there; those with `_deleted_on` take it away. */
  write(stream: string, records: readonly Data[]): Promise<void>
  /** The stream has been read to its end: what a new beginning has not brought again goes. */
  complete(stream: string): Promise<void>
  checkpoint(states: States): Promise<void>
  /** Drops what no checkpoint has kept. */
  close(): Promise<void>
}

/** A place that cannot be written to, in a sentence for whoever named it. */
export class Unusable extends Error {
  override name = 'Unusable'
}

/** A record that says that something is there no longer; of its members only the key counts. */
export const isDeletion = (record: Data): boolean => typeof record._deleted_on === 'string'
