import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Needle, trigramQuery } from './needles.ts'

const named = (text: string): Needle => [{ column: 'names', text }]

test('what is too short for a trigram asks nothing of an index', () => {
  assert.equal(trigramQuery([named('ab')]), undefined)
  assert.equal(trigramQuery([]), undefined)
})

test('operators and quotes are text', () => {
  assert.equal(trigramQuery([named('"or')]), '(("""or"))')
  assert.equal(trigramQuery([named('not')]), '(("not"))')
})

test('letters are compared in lower case, and a letter of two units is one', () => {
  assert.equal(trigramQuery([named('SITE')]), '(("sit" AND "ite"))')
  assert.equal(trigramQuery([named('🚀🚀🚀')]), '(("🚀🚀🚀"))')
})

test('a long text asks for a few of its trigrams, the first and the last among them', () => {
  const asked = trigramQuery([named('abcdefghijklmnopqrstuvwxyz')])!
  assert.equal(asked.split(' AND ').length, 5)
  assert.match(asked, /^\(\("abc" .* "xyz"\)\)$/)
})

test('every needle has to be held, each in any of its ways', () => {
  const either: Needle = [
    { column: 'names', text: '\n\na' },
    { column: 'words', text: '  a' },
  ]
  assert.equal(trigramQuery([either, named('xyz')]), '(("\n\na") OR ("  a")) AND (("xyz"))')
})

test('what a dotted capital I becomes is left to the comparison of the texts', () => {
  assert.equal(trigramQuery([named('İstan')]), '(("sta" AND "tan"))')
})
