import assert from 'node:assert/strict'
import type { Catalog, Data } from 'pail-source-bitbucket'
import { type Read, sync } from '../sync.ts'
import { destinationAt } from '../target.ts'
import type { NewPlace, Place } from './places.ts'
import { catalog, counting, type Kept, pullRequest, record, saying, state, status } from './scripted.ts'

const byId = (a: Data, b: Data) => Number(a.id) - Number(b.id)

interface Wish {
  isFull?: boolean
  catalog?: Catalog
  origin?: string
  signal?: AbortSignal
  records?: number
}

/** One run, in which every state is kept as soon as it comes unless `records` says otherwise. */
export const run = (place: Place, read: Read, wish: Wish = {}) =>
  sync({
    catalog: wish.catalog ?? catalog,
    read,
    destination: destinationAt(place.target),
    origin: wish.origin ?? 'http://127.0.0.1/2.0 acme',
    isFull: wish.isFull ?? false,
    signal: wish.signal ?? new AbortController().signal,
    pace: { records: wish.records ?? 0 },
  })

export async function refusesForeignTables(newPlace: NewPlace): Promise<void> {
  const place = await newPlace()
  await run(place, saying(record('pull_requests', pullRequest(1))))
  await assert.rejects(run(place, saying(), { origin: 'http://127.0.0.1/2.0 other' }), /needs a place of its own/)
}

export async function refusesRecordsWithoutKey(newPlace: NewPlace): Promise<void> {
  const place = await newPlace()
  const keyless = record('pull_requests', pullRequest(1, { id: null }))
  await assert.rejects(run(place, saying(keyless)), /came without its id/)
  assert.deepEqual(await place.rows('pull_requests'), [])
}

export async function keepsTypes(newPlace: NewPlace): Promise<void> {
  const place = await newPlace()
  await run(place, saying(record('pull_requests', pullRequest(7)), record('pull_requests', pullRequest(8))))
  const rows = (await place.rows('pull_requests')).sort(byId)
  assert.deepEqual(rows[0], {
    author: { nickname: 'ada', tags: [7, null, 'a"b'] },
    draft: false,
    id: 7,
    repository_uuid: '{1}',
    share: 0.875,
    title: `Change 7: "it's" \\u0041 \u00e9 日本 🪣`,
    updated_on: '2026-05-01T10:11:12.000007Z',
  })
  assert.equal(rows[1]?.draft, true)
}

/** Both ways in which servers write moments, and what is no moment at all. */
export async function keepsWhatDoesNotFit(newPlace: NewPlace): Promise<void> {
  const place = await newPlace()
  const odd = { share: 'a half', updated_on: 'yesterday', Title: 'another case', rank: { is: [1] } }
  await run(place, saying(record('pull_requests', pullRequest(1, odd))))
  const [row] = await place.rows('pull_requests')
  const { share, updated_on, Title, rank } = row as Data
  assert.deepEqual({ share, updated_on, Title, rank }, odd)
  await run(place, saying(record('pull_requests', pullRequest(1, { updated_on: '2026-05-01T12:11:12.1234567+02:00' }))))
  assert.equal((await place.rows('pull_requests'))[0]?.updated_on, '2026-05-01T10:11:12.123456Z')
}

export async function lastOfKeyCounts(newPlace: NewPlace): Promise<void> {
  const place = await newPlace()
  const [first, second, third] = ['one', 'two', 'three'].map(title =>
    record('pull_requests', pullRequest(1, { title })),
  )
  await run(place, saying(first!, second!, record('pull_requests', pullRequest(4))))
  assert.deepEqual((await place.rows('pull_requests')).sort(byId).map(({ title }) => title)[0], 'two')
  await run(place, saying(third!))
  const rows = (await place.rows('pull_requests')).sort(byId)
  assert.deepEqual([rows.length, rows[0]?.title], [2, 'three'])
}

export async function deletionsAreApplied(newPlace: NewPlace): Promise<void> {
  const place = await newPlace()
  const repository = (uuid: string, more: Data = {}) => record('repositories', { uuid, name: uuid, ...more })
  const gone = { _deleted_on: '2026-05-01T10:11:12+00:00' }
  await run(place, saying(repository('{a}'), repository('{b}'), repository('{c}')))
  await run(place, saying(record('repositories', { uuid: '{b}', ...gone }), repository('{c}', gone), repository('{c}')))
  assert.deepEqual((await place.rows('repositories')).map(({ uuid }) => uuid).sort(), ['{a}', '{c}'])
}

export async function wholeStreamsAreReplaced(newPlace: NewPlace): Promise<void> {
  const place = await newPlace()
  const user = (uuid: string) => record('workspace_users', { uuid, user: { uuid } })
  const names = async () => (await place.rows('workspace_users')).map(({ uuid }) => uuid).sort()
  const complete = status('workspace_users', 'COMPLETE')
  await run(place, saying(user('{ada}'), user('{bob}'), complete))
  await run(place, saying(user('{bob}'), user('{eve}'), status('workspace_users', 'INCOMPLETE')))
  assert.deepEqual(await names(), ['{ada}', '{bob}', '{eve}'])
  await run(place, saying(user('{bob}'), complete))
  assert.deepEqual(await names(), ['{bob}'])
}

export async function goesOnFromItsState(newPlace: NewPlace): Promise<void> {
  const place = await newPlace()
  const given: Kept[][] = []
  const read: Read = (_, states) => {
    given.push(states)
    return counting(25, states)
  }
  await run(place, read)
  await run(place, read)
  assert.deepEqual(
    given.map(states => states.map(({ stream }) => stream)),
    [[], [{ stream_descriptor: { name: 'pull_requests' }, stream_state: { id: 25 } }]],
  )
  assert.equal((await place.rows('pull_requests')).length, 25)
}

/** Begun anew and stopped, it goes on; what is there no longer goes when all has been read. */
export async function beginsAnew(newPlace: NewPlace): Promise<void> {
  const place = await newPlace()
  await run(place, (_, states) => counting(20, states))
  await run(place, saying(record('pull_requests', pullRequest(99)), state('pull_requests', { id: 99 })))
  const stopped: Read = async function* (_, states) {
    for await (const messages of counting(20, states)) {
      yield messages
      if (messages[0]?.type === 'STATE') throw new Error('the source breaks off')
    }
  }
  assert.match(String((await run(place, stopped, { isFull: true })).failure), /breaks off/)
  assert.equal((await place.rows('pull_requests')).length, 21)
  await run(place, (_, states) => counting(20, states))
  assert.deepEqual(
    (await place.rows('pull_requests')).sort(byId).map(({ id }) => id),
    Array.from({ length: 20 }, (_, at) => at + 1),
  )
}

export async function columnsAreAdded(newPlace: NewPlace): Promise<void> {
  const place = await newPlace()
  await run(place, saying(record('pull_requests', pullRequest(1))))
  const grown = structuredClone(catalog)
  const properties = grown.streams[1]!.json_schema.properties as Data
  properties['it"s "new'] = { type: ['null', 'integer'] }
  await run(place, saying(record('pull_requests', pullRequest(2, { 'it"s "new': 5 }))), { catalog: grown })
  const rows = (await place.rows('pull_requests')).sort(byId)
  assert.deepEqual(
    rows.map(row => row['it"s "new']),
    [undefined, 5],
  )
}

export async function interruptionKeepsWhatCame(newPlace: NewPlace): Promise<void> {
  const place = await newPlace()
  const interruption = new AbortController()
  const read: Read = async function* (_, states) {
    for await (const messages of counting(30, states)) {
      const [message] = messages
      if (message?.type === 'RECORD' && message.record.data.id === 15) interruption.abort()
      yield messages
    }
  }
  assert.equal((await run(place, read, { signal: interruption.signal, records: 1000 })).isInterrupted, true)
  assert.equal((await place.rows('pull_requests')).length, 15)
  const later: Kept[][] = []
  await run(place, (_, states) => {
    later.push(states)
    return counting(30, states)
  })
  assert.equal(later[0]?.[0]?.stream.stream_state.id, 10)
  assert.deepEqual(
    (await place.rows('pull_requests')).map(({ id }) => Number(id)).sort((a, b) => a - b),
    Array.from({ length: 30 }, (_, at) => at + 1),
  )
}

/** Texts that databases and files stumble over. */
export async function oddTextsArrive(newPlace: NewPlace): Promise<void> {
  const place = await newPlace()
  const title = "'); drop table pull_requests; -- \n\r\t\u2028 \\ \\\\u0000 {} [] \u0001"
  await run(place, saying(record('pull_requests', pullRequest(1, { title, author: { nickname: title } }))))
  const [row] = await place.rows('pull_requests')
  assert.deepEqual([row?.title, row?.author], [title, { nickname: title }])
  const unkept = { title: 'a\u0000b \ud800', author: { nickname: 'a\u0000b \ud800 \\u0000' } }
  await run(place, saying(record('pull_requests', pullRequest(1, unkept))))
  const kept = JSON.stringify(await place.rows('pull_requests'))
  assert.match(kept, /\\\\u0000/)
  assert.doesNotMatch(kept, /drop table/)
}
