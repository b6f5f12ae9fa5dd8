import type { Catalog, ConfiguredCatalog, Message, StateMessage } from 'pail-source-bitbucket'
import { columnsOf, keyOf } from './columns.ts'
import type { Destination, Table } from './destination.ts'
import { orIdle } from './idle.ts'
import { Keeping, type Pace } from './keeping.ts'
import { Tally, type Told } from './tally.ts'

/** How the source is read, in batches of messages; the states are those of its last messages that were kept. */
export type Read = (catalog: ConfiguredCatalog, states: StateMessage['state'][]) => AsyncIterable<readonly Message[]>

export interface Plan {
  catalog: Catalog
  read: Read
  destination: Destination
  /** Whose records these are, such as `https://api.bitbucket.org/2.0 acme`. */
  origin: string
  /** Begins anew with all streams instead of going on; what does not come again goes at the end of each. */
  isFull: boolean
  /** Ends the reading; what has come is kept. */
  signal: AbortSignal
  /** How often what has come is kept. */
  pace?: Partial<Pace>
  onProgress?: (told: Told) => void
}

/** How it ended. What has been kept is kept in any case. */
export interface Ended extends Told {
  isInterrupted: boolean
  /** Why the source did not come to its end. */
  failure?: unknown
}

/** Writes what a source says to a destination, and keeps each state together with the records that it covers. */
export async function sync(plan: Plan): Promise<Ended> {
  const { destination, catalog, isFull, origin } = plan
  const tables = catalog.streams.map((stream): Table => {
    const columns = columnsOf(stream)
    const isReplaced = isFull || !stream.supported_sync_modes.includes('incremental')
    return { stream: stream.name, columns, key: keyOf(stream, columns), isReplaced }
  })
  try {
    const states = await destination.open({ tables, origin })
    const keeping = new Keeping(destination, { states, pace: plan.pace ?? {} })
    return await written(plan, keeping)
  } finally {
    await destination.close()
  }
}

async function written({ catalog, read, signal, onProgress }: Plan, keeping: Keeping): Promise<Ended> {
  const tally = new Tally(catalog.streams.map(({ name }) => name))
  let failure: unknown
  try {
    for await (const batch of orIdle(read(configured(catalog), keeping.messages()), keeping.idleMs)) {
      if (batch === undefined) await keeping.idle()
      for (const message of batch ?? []) {
        await keeping.take(message)
        tally.count(message)
      }
      onProgress?.(tally)
      if (signal.aborted) break
    }
  } catch (error) {
    if (keeping.isBroken) throw error
    failure = error
  }
  // Whatever went wrong at the source: what has come is covered by the states that came with it.
  await keeping.keep()
  const isFailed = failure !== undefined && !signal.aborted
  return { ...tally.told(), isInterrupted: signal.aborted, ...(isFailed && { failure }) }
}

const configured = ({ streams }: Catalog): ConfiguredCatalog => ({
  streams: streams.map(stream => ({
    stream,
    sync_mode: stream.supported_sync_modes.includes('incremental') ? 'incremental' : 'full_refresh',
    destination_sync_mode: 'append_dedup',
    ...(stream.default_cursor_field && { cursor_field: stream.default_cursor_field }),
    primary_key: stream.source_defined_primary_key,
  })),
})
