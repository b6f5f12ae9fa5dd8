import assert from 'node:assert/strict'
import { test } from 'node:test'
import { partBytes } from './upload.ts'

const [MB, GB, TB] = [2 ** 20, 2 ** 30, 2 ** 40]

test('parts are small as long as their number allows it', () => {
  assert.deepEqual([0, 1, 8 * MB, 10 * GB, 78 * GB].map(partBytes), Array(5).fill(8 * MB))
})

test('no content takes more parts than a store takes', () => {
  for (const size of [79 * GB, 100 * GB, TB, 5 * TB, 9_999_999 * MB]) assert.ok(size / partBytes(size) <= 10_000)
})
