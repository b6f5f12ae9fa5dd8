import { type Options, read, streams } from '../index.ts'
import type { Message, StreamStatus, SyncMode, TraceError } from '../protocol/message.ts'
import type { Cloud } from './cloud.ts'
import { API_TOKEN, EMAIL } from './credentials.ts'
import type { Wire } from './wire.ts'

/** What a read said, taken apart. */
export interface Heard {
  messages: Message[]
  /** By stream. */
  records: Record<string, Wire[]>
  /** The last of each stream, as the next read is given them. */
  state: Wire[]
  errors: TraceError[]
  logs: string[]
  statuses: Record<string, StreamStatus[]>
}

/** Takes apart what was said, however far it got. */
export function heard(messages: Iterable<Message>): Heard {
  const states = new Map<string, Wire>()
  const found: Heard = { messages: [...messages], records: {}, state: [], errors: [], logs: [], statuses: {} }
  for (const message of found.messages) {
    if (message.type === 'RECORD') (found.records[message.record.stream] ??= []).push(message.record.data)
    if (message.type === 'STATE') states.set(message.state.stream.stream_descriptor.name, message.state)
    if (message.type === 'LOG') found.logs.push(`${message.log.level} ${message.log.message}`)
    if (message.type === 'TRACE' && message.trace.type === 'ERROR') found.errors.push(message.trace.error)
    if (message.type === 'TRACE' && message.trace.type === 'STREAM_STATUS') {
      const { stream_descriptor, status } = message.trace.stream_status
      ;(found.statuses[stream_descriptor.name] ??= []).push(status)
    }
  }
  found.state = [...states.values()]
  return found
}

export const configFor = (cloud: Pick<Cloud, 'url'>, more: Wire = {}): Wire => ({
  workspace: 'acme',
  email: EMAIL,
  api_token: API_TOKEN,
  base_url: cloud.url,
  ...more,
})

/** A catalog as hosts write it: what was discovered, and how to read it. */
export const catalogOf = (names: readonly string[], sync_mode: SyncMode = 'incremental'): Wire => ({
  streams: names.map(name => ({
    stream: { name, json_schema: { type: 'object' }, supported_sync_modes: ['full_refresh', 'incremental'] },
    sync_mode,
    destination_sync_mode: 'append_dedup',
  })),
})

export const STREAMS = streams.map(({ name }) => name)

export interface Reading {
  config?: Wire
  streams?: readonly string[]
  mode?: SyncMode
  /** In the place of one made of the streams. */
  catalog?: unknown
  state?: readonly Wire[]
  options?: Options
}

/** Reads within this process; what was said before a failure is kept beside it. */
export async function readFrom(cloud: Pick<Cloud, 'url'>, reading: Reading = {}): Promise<Heard & { failure?: Error }> {
  const { config, streams = STREAMS, mode = 'incremental', state = [], options } = reading
  const catalog = 'catalog' in reading ? reading.catalog : catalogOf(streams, mode)
  const messages: Message[] = []
  try {
    for await (const message of read(configFor(cloud, config), catalog, structuredClone(state), options))
      messages.push(structuredClone(message))
    return heard(messages)
  } catch (failure) {
    return { ...heard(messages), failure: failure as Error }
  }
}
