import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid } from '@pail/failures'
import { changed, newVariable } from './variable.ts'

const stored = { uuid: 'a', key: 'TOKEN', value: undefined, secured: true }

test('a key is letters, digits and underscores, and does not begin with a digit', () => {
  assert.throws(() => newVariable({ key: '1ST' }), Invalid)
  assert.throws(() => newVariable({ key: 'WITH-DASH' }), Invalid)
  assert.throws(() => newVariable({ key: 'LINE\nBREAK' }), Invalid)
  assert.throws(() => newVariable({ key: 'ENDING\n' }), Invalid)
  assert.throws(() => newVariable({ key: 'É' }), Invalid)
  assert.equal(newVariable({ key: '_Ab9' }).key, '_Ab9')
})
test('a new key is held to the same rule', () => {
  assert.throws(() => changed(stored, { key: 'a b' }), { message: /^key: / })
})
test('un-securing without a new value is refused', () => {
  assert.throws(() => changed(stored, { secured: false }), { message: /^value: / })
})
test('un-securing takes a new value, be it empty', () => {
  assert.deepEqual(changed(stored, { secured: false, value: '' }), { ...stored, secured: false, value: '' })
})
test('a variable is empty and open unless told otherwise', () => {
  const { value, secured } = newVariable({ key: 'A' })
  assert.deepEqual({ value, secured }, { value: '', secured: false })
})
test('what a change does not name stays', () => {
  assert.deepEqual(changed(stored, {}), stored)
  assert.deepEqual(changed(stored, { key: 'RENAMED' }), { ...stored, key: 'RENAMED' })
  const open = { uuid: 'b', key: 'PORT', value: '80', secured: false }
  assert.deepEqual(changed(open, { secured: true }), { ...open, secured: true })
})
