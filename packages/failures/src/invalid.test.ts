import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure, Invalid, invalid } from './index.ts'

test('a refused member is named in the sentence and among the fields', () => {
  const refusal = invalid('title', 'This field is required.')
  assert.ok(refusal instanceof Invalid && refusal instanceof Failure)
  assert.equal(refusal.message, 'title: This field is required.')
  assert.deepEqual(refusal.particulars, { fields: { title: ['This field is required.'] } })
})

test('of several complaints the sentence tells the first and the fields all', () => {
  const refusal = invalid('scopes', 'unknown scope fly', 'unknown scope swim')
  assert.equal(refusal.message, 'scopes: unknown scope fly')
  assert.deepEqual(refusal.particulars.fields, { scopes: ['unknown scope fly', 'unknown scope swim'] })
})
