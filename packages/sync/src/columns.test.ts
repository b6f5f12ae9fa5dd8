import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { columnsOf, keyOf } from './columns.ts'
import { safeJson } from './json-rows.ts'
import { destinationAt, shownTarget } from './target.ts'
import { run } from './testing/facts.ts'
import { sqlitePlace } from './testing/places.ts'
import { counting } from './testing/scripted.ts'
import { isoOf, microsOf } from './timestamps.ts'

const columns = (properties: Record<string, object>) => columnsOf({ json_schema: { properties } })

test('a target of no known kind is refused without its password', () => {
  assert.throws(
    () => destinationAt('mysql://ada:secret@example.com/x'),
    /^Unusable: mysql:\/\/ada:…@example\.com\/x is none/,
  )
  assert.throws(() => destinationAt('file.db'), /is none of sqlite:file\.db/)
  assert.throws(() => destinationAt('sqlite:'), /is none of/)
})

test('a target is shown without the password in it, wherever that stands', () => {
  assert.equal(shownTarget('postgres://ada:a@b:c/d@example.com/x'), 'postgres://ada:…@example.com/x')
  assert.equal(shownTarget('postgres:///x?user=ada&password=secret&a=b'), 'postgres:///x?user=ada&password=…&a=b')
  assert.equal(shownTarget('sqlite:a@b.db'), 'sqlite:a@b.db')
})

test('names that a database would take for one another, cut off or not take become no columns', () => {
  const text = { type: 'string' }
  const names = columns({ a: text, A: text, _sync_extra: text, '': text, ['x'.repeat(64)]: text, 'b"; c': text })
  assert.deepEqual(
    names.map(({ name }) => name),
    ['a', 'b"; c'],
  )
})

test('a key within a member is refused', () => {
  const stream = { name: 's', json_schema: {}, supported_sync_modes: [], is_resumable: false }
  const key = { ...stream, source_defined_primary_key: [['user', 'uuid']] }
  assert.throws(() => keyOf(key, columns({ user: { type: 'object' } })), /lies within user\.uuid/)
})

test('types that are open or many are kept as JSON', () => {
  const kinds = columns({
    any: {},
    either: { type: ['string', 'integer'] },
    when: { type: ['null', 'string'], format: 'date-time' },
    day: { type: 'string', format: 'date' },
  }).map(({ kind }) => kind)
  assert.deepEqual(kinds, ['json', 'json', 'timestamp', 'text'])
})

test('what is no moment is none', () => {
  for (const text of ['yesterday', '2026-05-01', '2026-13-01T00:00:00Z', '2026-05-01T00:00:00', ''])
    assert.equal(microsOf(text), undefined)
})

test('moments of any zone and fineness become UTC with microseconds, before 1970 too', () => {
  assert.equal(isoOf(microsOf('2026-05-01T10:11:12Z')!), '2026-05-01T10:11:12.000000Z')
  assert.equal(isoOf(microsOf('2026-05-01T12:11:12.123456789+02:00')!), '2026-05-01T10:11:12.123456Z')
  assert.equal(isoOf(microsOf('1969-12-31T23:59:59.5Z')!), '1969-12-31T23:59:59.500000Z')
})

test('only escapes of what PostgreSQL does not keep are replaced', () => {
  assert.equal(safeJson('"\\u0000 \\\\u0000 \\\\\\u0000 \\ud800"'), '"\\ufffd \\\\u0000 \\\\\\ufffd \\ufffd"')
  assert.deepEqual(JSON.parse(safeJson(JSON.stringify('\\\0 \\u0000'))), '\\\ufffd \\u0000')
})

test('a table that is there already and not ours is left alone', async () => {
  const place = sqlitePlace()
  const db = new DatabaseSync(place.target.slice('sqlite:'.length))
  db.exec('create table pull_requests (id integer)')
  db.close()
  await assert.rejects(
    run(place, (_, states) => counting(1, states)),
    /that pail sync has not made/,
  )
})

test('a file in which another process writes is refused', async () => {
  const place = sqlitePlace()
  const db = new DatabaseSync(place.target.slice('sqlite:'.length))
  db.exec('begin immediate')
  await assert.rejects(
    run(place, (_, states) => counting(1, states)),
    /is being written to by another process/,
  )
  db.close()
})
