import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filterable, instant, latest, shown } from './instant.ts'

test('what is no moment is none', () => {
  for (const text of ['', 'yesterday', '2026-13-01T00:00:00Z', '2026-01-01T25:00:00Z', null, 5])
    assert.equal(instant(text), undefined)
})

test('both dialects of the API are the same moments, to the nanosecond', () => {
  assert.equal(instant('2023-10-31T11:25:52.591232+00:00'), '2023-10-31T11:25:52.591232000Z')
  assert.equal(instant('2026-05-29T10:05:34.15268718Z'), '2026-05-29T10:05:34.152687180Z')
  assert.equal(instant('2023-10-31T11:25:52+00:00'), instant('2023-10-31T11:25:52Z'))
  assert.equal(instant('2023-10-31T13:25:52+02:00'), instant('2023-10-31T11:25:52Z'))
  assert.equal(instant('2023-10-31'), instant('2023-10-31T00:00:00Z'))
})

test('moments within one millisecond are told apart', () => {
  const [earlier, later] = [instant('2026-05-29T10:05:34.1526871Z')!, instant('2026-05-29T10:05:34.1526872Z')!]
  assert.ok(earlier < later)
  assert.equal(latest(later, undefined, earlier), later)
})

test('a moment is shown without the zeros at its end, and cut to microseconds for filters', () => {
  assert.equal(shown(instant('2026-05-29T10:00:00.100Z')!), '2026-05-29T10:00:00.1Z')
  assert.equal(shown(instant('2026-05-29T10:00:00Z')!), '2026-05-29T10:00:00Z')
  assert.equal(filterable(instant('2026-05-29T10:00:00.123456789Z')!), '2026-05-29T10:00:00.123456+00:00')
})
