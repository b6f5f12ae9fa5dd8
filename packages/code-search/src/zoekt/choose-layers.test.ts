import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FULL, layersToMerge } from './choose-layers.ts'

const layers = (...sizes: number[]) => sizes.map((size, at) => ({ id: at + 1, size, live: size }))
const chosen = (...given: Parameters<typeof layersToMerge>) => layersToMerge(...given).map(({ id }) => id)
const times = (count: number, size: number) => Array.from({ length: count }, () => size)

test('a few layers, and those that are full, stay as they are', () => {
  assert.deepEqual(chosen([]), [])
  assert.deepEqual(chosen(layers(...times(7, 100))), [])
  assert.deepEqual(chosen(layers(...times(20, FULL))), [])
  assert.deepEqual(chosen(layers(100, 100_000, 1_000_000, 10_000_000, FULL, 300, 200_000, 3_000_000)), [])
})

test('eight of about one size become one, the smallest first', () => {
  assert.deepEqual(chosen(layers(...times(8, 1_000_000), ...times(8, 100))), [9, 10, 11, 12, 13, 14, 15, 16])
})

test('what is put together is no larger than what is full', () => {
  const merged = layersToMerge(layers(...times(12, FULL / 5)))
  assert.equal(merged.length, 5)
})

test('what half is gone from is written again where it is worth it', () => {
  assert.deepEqual(chosen([{ id: 1, size: FULL, live: FULL / 2 - 1 }]), [1])
  assert.deepEqual(chosen([{ id: 1, size: FULL, live: FULL / 2 }]), [])
  assert.deepEqual(chosen([{ id: 1, size: 1000, live: 10 }]), [])
})

test('merging comes to an end', () => {
  let now = layers(...times(500, 50_000))
  let id = now.length
  for (let turn = 0; turn < 200; turn++) {
    const some = layersToMerge(now)
    if (some.length === 0) break
    const size = some.reduce((sum, { live }) => sum + live, 0)
    now = [...now.filter(layer => !some.includes(layer)), { id: ++id, size, live: size }]
  }
  assert.deepEqual(layersToMerge(now), [])
  assert.ok(now.length < 30, `${now.length} are left`)
})
