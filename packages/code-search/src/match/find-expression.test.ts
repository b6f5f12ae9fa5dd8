import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileExpression } from '../language/expression.ts'
import { MalformedQuery } from '../language/malformed-query.ts'
import { expressionOf, findExpression } from './find-expression.ts'
import { findIn } from './matcher.ts'
import { newPatience } from './patience.ts'

const endless = { grant: () => {}, check: () => {} }
const lines = (text: string) => ({ text, folded: text.toLowerCase() })

/** What an expression finds in a text. */
function find(source: string, text: string, caseSensitive = false): string[] {
  const spans = findExpression(lines(text), expressionOf(compileExpression(source, { caseSensitive })), endless)
  return spans.flatMap((start, at) => (at % 2 === 0 ? [text.slice(start, spans[at + 1])] : []))
}

test('an expression that goes on for too long is refused, however short each step is', () => {
  let time = 0
  const patience = newPatience(() => (time += 20))
  const slow = expressionOf(compileExpression('[a-q][^u-z]{13}x', {}))
  patience.grant(1000)
  assert.throws(
    () => findExpression(lines('ax\n'.repeat(100_000)), slow, patience),
    (error: unknown) => {
      assert.ok(error instanceof MalformedQuery)
      return error.particulars.data?.key === 'search.query.costly-expression'
    },
  )
})

test('every file and megabyte grants more time', () => {
  let time = 0
  const patience = newPatience(() => time)
  patience.grant(1_000_000)
  patience.check()
  time += 99
  patience.check()
  time += 2
  assert.throws(() => patience.check(), MalformedQuery)
})

test('time between two files is not counted', () => {
  let time = 0
  const patience = newPatience(() => time)
  patience.grant(0)
  patience.check()
  time += 1000
  patience.grant(0)
  patience.check()
})

test('empty matches are none', () => {
  assert.deepEqual(find('x*|\\b', 'foo'), [])
  assert.deepEqual(find('x*', 'foo xx'), ['xx'])
})

test('a match stays within its line', () => {
  assert.deepEqual(find('a[^z]*b', 'a1\n2b\na b'), ['a b'])
  assert.deepEqual(find('a\\nb', 'a\nb'), [])
  assert.deepEqual(find('^foo$', 'foo\nfoo bar\nfoo'), ['foo', 'foo'])
  assert.deepEqual(find('\\Afoo\\z', 'x\nfoo\ny'), ['foo'])
  assert.deepEqual(find('(?-m)^foo', 'x\nfoo'), ['foo'])
  assert.deepEqual(find('(?s).+', 'ab\ncd'), ['ab', 'cd'])
})

test('case counts where it is asked for', () => {
  assert.deepEqual(find('fo+', 'FOO foo'), ['FOO', 'foo'])
  assert.deepEqual(find('fo+', 'FOO foo', true), ['foo'])
  assert.deepEqual(find('(?i)fo+', 'FOO foo', true), ['FOO', 'foo'])
})

test('matches are found in every block of a large text and on its last line', () => {
  const text = Array.from({ length: 20_000 }, (_, at) => (at % 100 === 0 ? `needle${at}` : 'hay hay hay')).join('\n')
  assert.equal(find('needle\\d+', text).length, 200)
  assert.deepEqual(find('needle19900$', text), ['needle19900'])
  assert.deepEqual(find('last\\d', `${text}\nlast1`), ['last1'])
})

test('a line of a megabyte is looked at in pieces', () => {
  assert.deepEqual(find('nee+dle', `${'hay '.repeat(250_000)}needle`), ['needle'])
})

test('a thousand matches are found and no more', () => {
  assert.equal(find('[ab]', 'ab\n'.repeat(5000)).length, 1000)
})

test('an expression finds its places in the path and in the text', () => {
  const query = { kind: 'regex', source: 'fo{2}' } as const
  const { count, pathMatches } = findIn(query, { path: 'a/Foo.ts', text: 'x\r\nfoo\r\n' })!
  assert.equal(count, 2)
  assert.deepEqual(pathMatches, [{ text: 'a/' }, { text: 'Foo', match: true }, { text: '.ts' }])
})

test('expressions that take other engines for ever take a moment', () => {
  const text = `${'a'.repeat(200_000)}\n${'x'.repeat(50_000)}`
  assert.deepEqual(find('(a*)*b', text), [])
  assert.deepEqual(find('(x+x+)+y', text), [])
  assert.deepEqual(find('(?:a?){30}a{30}b', text), [])
  assert.deepEqual(find('(.*)(.*)(.*)(.*)=', text), [])
})
