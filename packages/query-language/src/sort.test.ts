import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid } from '@pail/failures'
import { byteOrder } from './byte-order.ts'
import { compareBy } from './compare-by.ts'
import { naturalOrder } from './natural-order.ts'
import { parseSort } from './parse-sort.ts'
import type { ReadableFields } from './readable.ts'

interface Branch {
  name: string
  size: number | null
}

const fields: ReadableFields<Branch> = {
  name: { type: 'text', natural: true, read: branch => branch.name },
  raw: { type: 'text', read: branch => branch.name },
  size: { type: 'number', read: branch => branch.size },
  level: { type: 'rank', ranks: ['read', 'write', 'admin'], read: branch => branch.name },
  target: { type: 'object', read: branch => branch },
}

const sorted = (sort: string, names: string[]) =>
  names
    .map(name => ({ name, size: null }))
    .sort(compareBy(parseSort(sort)!, fields))
    .map(branch => branch.name)

test('a sort is one field', () => {
  assert.throws(() => parseSort('a,b'), Invalid)
  assert.throws(() => parseSort('--a'), Invalid)
  assert.throws(() => parseSort('a desc'), Invalid)
  assert.throws(() => parseSort('1; drop table users'), Invalid)
  assert.throws(() => parseSort('a'.repeat(5000)), Invalid)
})

test('an unknown field, or one without an order, is refused', () => {
  assert.throws(() => compareBy(parseSort('password')!, fields), { message: "Invalid field name: 'password'" })
  assert.throws(() => compareBy(parseSort('__proto__')!, fields), { message: "Invalid field name: '__proto__'" })
  assert.throws(() => compareBy(parseSort('target')!, fields), { message: "Invalid sort: 'target' has no order" })
})

test('a dash goes backwards, and blank is no sort', () => {
  assert.deepEqual(parseSort('-created_on'), { path: 'created_on', descending: true })
  assert.deepEqual(parseSort(' target.date '), { path: 'target.date', descending: false })
  assert.equal(parseSort(''), null)
  assert.equal(parseSort(null), null)
})

test('natural order takes digits as numbers', () => {
  assert.deepEqual(sorted('name', ['branch10', 'branch2', 'Branch3', 'branch']), [
    'Branch3',
    'branch',
    'branch2',
    'branch10',
  ])
  assert.deepEqual(sorted('-name', ['v1.10.0', 'v1.9.0', 'v1.9']), ['v1.10.0', 'v1.9.0', 'v1.9'])
  assert.ok(naturalOrder('a99999999999999999999998', 'a99999999999999999999999') < 0)
  assert.notEqual(naturalOrder('a01', 'a1'), 0)
})

test('other text is ordered by its bytes', () => {
  assert.deepEqual(sorted('raw', ['branch10', 'branch2', 'é', 'Z']), ['Z', 'branch10', 'branch2', 'é'])
  assert.ok(byteOrder('\u{ffee}', '😀') < 0)
  assert.ok(byteOrder('a', 'ab') < 0)
  assert.equal(byteOrder('a', 'a'), 0)
})

test('ranks are ordered by their place', () => {
  assert.deepEqual(sorted('level', ['admin', 'read', 'write']), ['read', 'write', 'admin'])
})

test('what has no value comes last, and first going backwards', () => {
  const things = [
    { name: 'a', size: null },
    { name: 'b', size: 2 },
    { name: 'c', size: 1 },
  ]
  assert.equal(
    things
      .toSorted(compareBy(parseSort('size')!, fields))
      .map(thing => thing.name)
      .join(''),
    'cba',
  )
  assert.equal(
    things
      .toSorted(compareBy(parseSort('-size')!, fields))
      .map(thing => thing.name)
      .join(''),
    'abc',
  )
})
