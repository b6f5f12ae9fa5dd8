import assert from 'node:assert/strict'
import { test } from 'node:test'
import { escapedPath } from './escaped-path.ts'

test('a path of plain letters is itself', () => {
  assert.equal(escapedPath('docs/a b.txt'), 'docs/a b.txt')
})

test('any other is in quotes, with escapes as in a diff of git', () => {
  assert.equal(escapedPath('ü\t"\\\u{1f600}'), '"\\303\\274\\t\\"\\\\\\360\\237\\230\\200"')
  assert.equal(escapedPath('a\x7f\n'), '"a\\177\\n"')
})
