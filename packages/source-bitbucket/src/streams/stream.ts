import type { CatalogStream, Data } from '../protocol/message.ts'
import type { Slice } from '../read/slice.ts'
import type { Entry } from '../state/state.ts'

/** A stream, as it is offered and as it is read. */
export interface Stream {
  name: string
  /** Whether there is one list, or one in each repository. */
  of: 'workspace' | 'repository'
  schema: Data
  primaryKey: readonly (readonly string[])[]
  /** Undefined where the list is read whole every time. */
  cursor?: string
  /** As people who choose the scopes of a token read them. */
  scopes: readonly string[]
  /** Servers without that part of the API are read all the same. */
  isOptional?: boolean
  /** Reads a list and answers how far it came. */
  read: (slice: Slice) => Promise<Entry>
}

/** As a catalog has it. */
export const offered = ({ name, schema, primaryKey, cursor }: Stream): CatalogStream => ({
  name,
  json_schema: schema,
  supported_sync_modes: cursor === undefined ? ['full_refresh'] : ['full_refresh', 'incremental'],
  ...(cursor !== undefined && { source_defined_cursor: true, default_cursor_field: [cursor] }),
  source_defined_primary_key: primaryKey.map(path => [...path]),
  is_resumable: cursor !== undefined,
})
