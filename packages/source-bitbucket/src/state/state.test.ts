import assert from 'node:assert/strict'
import { test } from 'node:test'
import { statesIn } from './given.ts'
import { stateData, streamState } from './state.ts'

const commits = { name: 'commits', cursor: 'date' }
const refused = (state: unknown) =>
  assert.throws(() => streamState(state, commits), { failureType: 'config_error', message: /^The state of commits/ })

test('a state that cannot be understood is refused, as it would mean that everything is read again each time', () => {
  refused('2026')
  refused([])
  refused({ version: 2 })
  refused({ pages: 5 })
  refused({ date: 'yesterday' })
  refused({ version: 1, repositories: [] })
  refused({ version: 1, repositories: { '{a}': 'x' } })
  refused({ version: 1, repositories: { '{a}': { cursor: 'later' } } })
  refused({ version: 1, repositories: { '{a}': { heads: 'x' } } })
  refused({ version: 1, repositories: { '{a}': { seen: [] } } })
})

test('a whole state that names no stream is refused', () => {
  for (const state of ['x', [5], [{ type: 'STREAM' }], [{ stream: {} }], { type: 'GLOBAL', global: {} }])
    assert.throws(() => statesIn(state), { failureType: 'config_error' })
})

test('no state is none, in all the forms in which hosts write it', () => {
  for (const state of [undefined, null, [], {}]) assert.equal(statesIn(state).size, 0)
  assert.equal(streamState(null, commits).repositories.size, 0)
  assert.equal(streamState({ __ab_no_cursor_state_message: true }, commits).since, undefined)
})

test('a state is read as it was written', () => {
  const repositories = new Map([['{a}', { cursor: '2026-01-01T00:00:00Z', heads: ['f00'] }]])
  const data = stateData({ repositories, since: '2025-01-01T00:00:00Z' }, true)
  assert.deepEqual(streamState(JSON.parse(JSON.stringify(data)), commits), {
    repositories,
    since: '2025-01-01T00:00:00Z',
  })
})

test('messages, global states and those with nulls in them are read', () => {
  const stream = { stream_descriptor: { name: 'commits', namespace: null }, stream_state: { date: '2026-01-01' } }
  for (const state of [
    [{ type: 'STREAM', stream, global: null, data: null }],
    [{ type: 'STATE', state: { type: 'STREAM', stream } }],
    { type: 'GLOBAL', global: { shared_state: null, stream_states: [stream] } },
    { type: 'GLOBAL', global_: { stream_states: [stream] }, global: null },
    { type: 'LEGACY', data: { commits: { date: '2026-01-01' } } },
    { commits: { date: '2026-01-01' } },
  ])
    assert.deepEqual(statesIn(state).get('commits'), { date: '2026-01-01' })
})

test('one date for all repositories is where each of them goes on', () => {
  assert.equal(streamState({ date: '2026-01-01T00:00:00Z' }, commits).since, '2026-01-01T00:00:00Z')
  assert.equal(streamState({ updated_on: '2026-01-01T00:00:00Z' }, commits).since, '2026-01-01T00:00:00Z')
})
