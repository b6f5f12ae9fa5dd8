import type { Catalog, CatalogStream, ConfiguredCatalog, Data, Message, StateMessage } from 'pail-source-bitbucket'

const nullable = (type: string, more: Data = {}): Data => ({ type: ['null', type], ...more })
const moment = nullable('string', { format: 'date-time' })

const stream = (name: string, key: string[], properties: Data, cursor?: string): CatalogStream => ({
  name,
  json_schema: { type: 'object', additionalProperties: true, properties },
  supported_sync_modes: cursor ? ['full_refresh', 'incremental'] : ['full_refresh'],
  ...(cursor && { source_defined_cursor: true, default_cursor_field: [cursor] }),
  source_defined_primary_key: key.map(member => [member]),
  is_resumable: cursor !== undefined,
})

/** Two streams that go on, and one that is read whole each time. */
export const catalog: Catalog = {
  streams: [
    stream(
      'repositories',
      ['uuid'],
      { uuid: { type: 'string' }, name: nullable('string'), updated_on: moment },
      'updated_on',
    ),
    stream(
      'pull_requests',
      ['repository_uuid', 'id'],
      {
        repository_uuid: { type: 'string' },
        id: nullable('integer'),
        title: nullable('string'),
        draft: nullable('boolean'),
        share: nullable('number'),
        author: nullable('object'),
        updated_on: moment,
      },
      'updated_on',
    ),
    stream('workspace_users', ['uuid'], { uuid: { type: 'string' }, user: nullable('object') }),
  ],
}

export const pullRequest = (id: number, more: Data = {}): Data => ({
  repository_uuid: `{${id % 3}}`,
  id,
  title: `Change ${id}: "it's" \\u0041 \u00e9 日本 🪣`,
  draft: id % 2 === 0,
  share: id / 8,
  author: { nickname: 'ada', tags: [id, null, 'a"b'] },
  updated_on: `2026-05-01T10:11:12.${String(id % 1_000_000).padStart(6, '0')}+00:00`,
  ...more,
})

export const record = (name: string, data: Data): Message => ({
  type: 'RECORD',
  record: { stream: name, emitted_at: 0, data },
})
export const state = (name: string, stream_state: Data): StateMessage => ({
  type: 'STATE',
  state: { type: 'STREAM', stream: { stream_descriptor: { name }, stream_state }, sourceStats: { recordCount: 0 } },
})
export const status = (name: string, word: 'STARTED' | 'RUNNING' | 'COMPLETE' | 'INCOMPLETE'): Message => ({
  type: 'TRACE',
  trace: { type: 'STREAM_STATUS', emitted_at: 0, stream_status: { stream_descriptor: { name }, status: word } },
})

export type Kept = StateMessage['state']

/** So many pull requests, a state after each ten; it goes on after the number that the state has. */
export async function* counting(count: number, states: readonly Kept[]): AsyncGenerator<Message[]> {
  const before = states.find(state => state.stream.stream_descriptor.name === 'pull_requests')
  const from = Number(before?.stream.stream_state.id ?? 0)
  yield [status('pull_requests', 'STARTED')]
  for (let id = from + 1; id <= count; id++) {
    yield [record('pull_requests', pullRequest(id))]
    if (id % 10 === 0) yield [state('pull_requests', { id })]
  }
  yield [state('pull_requests', { id: count })]
  yield [status('pull_requests', 'COMPLETE')]
}

/** Always the same messages, whatever it is to go on from. */
export const saying = (...messages: Message[]) =>
  async function* (_: ConfiguredCatalog, __: Kept[]): AsyncGenerator<Message[]> {
    yield messages
  }
