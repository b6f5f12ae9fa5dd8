import assert from 'node:assert/strict'
import { test } from 'node:test'
import { literalsOf } from '../language/index.ts'
import { askTexts, askWords, quoted } from './language.ts'

const literal = (text: string) => askTexts({ kind: 'literal', text })

test('nothing in a text is an operator, an expression or the end of it', () => {
  assert.equal(quoted('plain text'), '"plain text"')
  assert.equal(
    quoted('a.b*(c|d)[e]{2}^$?+'),
    '"a\\\\.b\\\\*\\\\(c\\\\|d\\\\)\\\\[e\\\\]\\\\{2\\\\}\\\\^\\\\$\\\\?\\\\+"',
  )
  assert.equal(quoted('say "no" or\\'), '"say \\"no\\" or\\\\\\\\"')
  assert.equal(quoted('-file:secret or (repo:x)'), '"-file:secret or \\\\(repo:x\\\\)"')
  assert.equal(quoted('two\nlines'), '"two\nlines"')
})

test('what no text of Zoekt can have is asked for as what stands there instead', () => {
  assert.match(literal('a\0bc')!, /content:"a\ufffdbc"/)
  assert.match(literal('ab\ud800')!, /content:"ab\ufffd"/)
})

test('words are asked for with what stands around them, and every shard answers', () => {
  assert.equal(
    askWords(['run', 'x_1']),
    'case:yes ( content:"\u0001run\u0002" or content:"\u0001x_1\u0002" or file:"layer\\\\.txt" )',
  )
})

test('names alone are asked for where a text is looked for', () => {
  assert.equal(literal('needle'), 'case:yes type:filename ( content:"needle" or file:"layer\\\\.txt" )')
})

test('less than three characters are no question', () => {
  assert.equal(literal('ab'), undefined)
  assert.equal(literal('\u{1f600}b'), undefined)
  assert.equal(askTexts({ kind: 'all' }), undefined)
})

test('the literals of an expression are put together as it needs them', () => {
  const asked = (source: string) => askTexts(literalsOf(source))?.replace(' or file:"layer\\\\.txt" )', '')
  const start = 'case:yes type:filename ('
  assert.equal(asked('foo.*bar'), `${start} ( content:"foo" content:"bar" )`)
  assert.equal(asked('(foo|barn).*ab'), `${start} ( ( content:"foo" or content:"barn" ) )`)
  assert.equal(asked('foo|ab'), undefined)
  assert.equal(asked('[a-z]+'), undefined)
})
