import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fitsGlob } from './glob.ts'

test('a pattern without a star is one name', () => {
  assert.ok(fitsGlob('main', 'main'))
  assert.ok(!fitsGlob('main', 'Main'))
  assert.ok(!fitsGlob('main', 'main2'))
  assert.ok(!fitsGlob('', 'main'))
})

test('a star is any run of characters, none and slashes too', () => {
  assert.ok(fitsGlob('*', 'main'))
  assert.ok(fitsGlob('*', 'a/b/c'))
  assert.ok(fitsGlob('foo*', 'foo'))
  assert.ok(fitsGlob('release/*', 'release/1/2'))
  assert.ok(fitsGlob('*/x', 'a/b/x'))
  assert.ok(fitsGlob('a*b*c', 'abc'))
  assert.ok(fitsGlob('a*b*c', 'a1b2b3c'))
})

test('a pattern covers the whole name', () => {
  assert.ok(!fitsGlob('foo*', 'barfoo'))
  assert.ok(!fitsGlob('*foo', 'foobar'))
  assert.ok(!fitsGlob('release/*', 'release'))
  assert.ok(!fitsGlob('ab*ba', 'aba'))
  assert.ok(!fitsGlob('a*bc*c', 'abc'))
})

test('nothing but a star means anything', () => {
  assert.ok(fitsGlob('a?c', 'a?c'))
  assert.ok(!fitsGlob('a?c', 'abc'))
  assert.ok(!fitsGlob('[ab]', 'a'))
  assert.ok(!fitsGlob('m.in', 'main'))
  assert.ok(fitsGlob('a**c', 'abc'))
})

test('many stars against a long name are answered at once', () => {
  const pattern = `${'*a'.repeat(2000)}*b`
  assert.ok(!fitsGlob(pattern, 'a'.repeat(100_000)))
  assert.ok(fitsGlob(pattern, `${'a'.repeat(100_000)}b`))
})
