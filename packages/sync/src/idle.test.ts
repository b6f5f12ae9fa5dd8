import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { orIdle } from './idle.ts'
import { sync } from './sync.ts'
import { destinationAt } from './target.ts'
import { sqlitePlace } from './testing/places.ts'
import { catalog, pullRequest, record, status } from './testing/scripted.ts'

test('while the source waits, what has come is kept', async () => {
  const place = sqlitePlace()
  let isSeen = false
  async function* read() {
    yield [record('pull_requests', pullRequest(1))]
    for (let tries = 0; tries < 3000 && !isSeen; tries++) {
      await pause(10)
      isSeen = (await place.rows('pull_requests')).length === 1
    }
    yield [status('pull_requests', 'COMPLETE')]
  }
  const { signal } = new AbortController()
  const destination = destinationAt(place.target)
  const ended = await sync({ catalog, read, destination, origin: 'here', isFull: false, signal, pace: { ms: 5 } })
  assert.equal(isSeen, true)
  assert.deepEqual(
    ended.streams.map(({ stream, records, state }) => [stream, records, state]),
    [
      ['repositories', 0, 'waiting'],
      ['pull_requests', 1, 'complete'],
      ['workspace_users', 0, 'waiting'],
    ],
  )
})

test('whoever stops taking what comes ends the source', async () => {
  let isEnded = false
  async function* source() {
    try {
      for (;;) yield 1
    } finally {
      isEnded = true
    }
  }
  for await (const _ of orIdle(source(), 1000)) break
  assert.equal(isEnded, true)
})
