import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Misses } from './misses.ts'

test('a layer that was not seen for two minutes is doubted', () => {
  const misses = new Misses()
  assert.deepEqual(misses.note([1, 2], 0), [])
  assert.deepEqual(misses.note([1], 60_000), [])
  assert.deepEqual(misses.note([1, 3], 120_001), [1])
})

test('a layer that was missed long ago is not', () => {
  const misses = new Misses()
  misses.note([1], 0)
  assert.deepEqual(misses.note([1], 3_600_000), [])
})
