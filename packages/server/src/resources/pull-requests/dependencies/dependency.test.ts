import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid } from '@pail/failures'
import { refuseCycle } from './dependency.ts'

const edges = new Map([
  [1, []],
  [2, [1]],
  [3, [2]],
  [4, [2, 3]],
])

test('nothing stands on itself, be it by others', () => {
  assert.throws(() => refuseCycle(1, [1], edges), Invalid)
  assert.throws(() => refuseCycle(1, [3], edges), Invalid)
  assert.throws(() => refuseCycle(2, [4], edges), Invalid)
})

test('two ways to the same are no circle', () => {
  refuseCycle(5, [4, 3, 1], edges)
  refuseCycle(4, [], edges)
})
