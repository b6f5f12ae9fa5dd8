import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { How } from '../language/code-query.ts'
import { parseCodeQuery } from '../language/parse-code-query.ts'
import type { SearchedFile } from './found.ts'
import { findIn, holds } from './matcher.ts'

const found = (query: string, file: SearchedFile, how: How = {}) => findIn(parseCodeQuery(query, how).query, file, how)
const isHeld = (query: string, file: SearchedFile, how: How = {}) => holds(parseCodeQuery(query, how).query, file, how)
const inText = (query: string, text: string, how: How = {}) => isHeld(query, { path: 'x', text }, how)
const atPath = (query: string, path: string) => isHeld(query, { path, text: 'foo' })

/** What of a text is marked. */
const marked = (query: string, text: string, how: How = {}) =>
  found(query, { path: 'x', text }, how)?.contentMatches.flatMap(({ lines }) =>
    lines.flatMap(({ segments }) => segments.filter(({ match }) => match).map(segment => segment.text)),
  )

test('the names of repositories are not judged here: the server puts ids in their place', () => {
  assert.throws(() => atPath('foo repo:demo', 'x'), /puts ids in the place of repo:/)
})

test('a file that does not satisfy the query has nothing found in it', () => {
  assert.equal(found('foo bar', { path: 'foo.py', text: 'foo()' }), undefined)
  assert.equal(found('foo -bar', { path: 'foo.py', text: 'foo(bar)' }), undefined)
})

test('the example of the reference comes out to the byte', () => {
  const text = '#!/usr/bin/env python\n\ndef foo():\n    print("snek")\n\n'
  const { count, contentMatches, pathMatches } = found('foo', { path: 'src/foo.py', text })!
  assert.equal(
    JSON.stringify({ content_match_count: count, content_matches: contentMatches, path_matches: pathMatches }),
    '{"content_match_count":2,"content_matches":[{"lines":[{"line":2,"segments":[]},' +
      '{"line":3,"segments":[{"text":"def "},{"text":"foo","match":true},{"text":"():"}]},' +
      '{"line":4,"segments":[{"text":"    print(\\"snek\\")"}]},{"line":5,"segments":[]}]}],' +
      '"path_matches":[{"text":"src/"},{"text":"foo","match":true},{"text":".py"}]}',
  )
})

test('a catalog finds its file at the root, and there only, by a match in the path', () => {
  const query = '"catalog-info.yaml" path:/catalog-info.yaml'
  const text = 'kind: Component\n'
  assert.equal(found(query, { path: 'docs/catalog-info.yaml', text }), undefined)
  assert.deepEqual(found(query, { path: 'catalog-info.yaml', text }), {
    count: 1,
    contentMatches: [],
    pathMatches: [{ text: 'catalog-info.yaml', match: true }],
  })
})

test('a term is a whole word in any case', () => {
  assert.ok(!inText('foo', 'foobar barfoo foo_ foo2 fooé'))
  assert.ok(inText('foo', 'a.FOO(1)'))
  assert.ok(inText('ΟΔΟΣ', 'οδος'))
  assert.ok(inText('STRASSE OR straße', 'STRAẞE'))
})

test('the words of a phrase stand in order with only punctuation between them', () => {
  assert.ok(!inText('"abstract class"', 'class abstract'))
  assert.ok(!inText('"abstract class"', 'abstract final class'))
  assert.ok(inText('"abstract class"', 'abstract(Class'))
  assert.deepEqual(marked('"a b a c"', 'a b a b a c'), ['a b a c'])
})

test('a phrase goes on over the end of a line', () => {
  assert.deepEqual(marked('"foo bar"', 'x foo\n\nbar y'), ['foo', 'bar'])
  assert.equal(found('"foo bar"', { path: 'x', text: 'x foo\n\nbar y' })!.count, 1)
})

test('terms may be spread over the path and the text', () => {
  assert.ok(isHeld('parse tokens', { path: 'src/parse.ts', text: 'tokens' }))
  assert.ok(!isHeld('parse -tokens', { path: 'src/parse.ts', text: 'tokens' }))
})

test('a file without text is found by its path', () => {
  assert.deepEqual(found('logo', { path: 'img/logo.png' }), {
    count: 1,
    contentMatches: [],
    pathMatches: [{ text: 'img/' }, { text: 'logo', match: true }, { text: '.png' }],
  })
})

test('only what is wanted is marked, each of it and what overlaps as one', () => {
  assert.deepEqual(marked('foo OR baz -bar', 'foo baz foo'), ['foo', 'baz', 'foo'])
  assert.deepEqual(marked('"foo bar" "bar baz"', 'foo bar baz'), ['foo bar baz'])
})

test('path: takes whole names, anywhere or from the root', () => {
  assert.ok(!atPath('foo path:src', 'mysrc/a.ts'))
  assert.ok(!atPath('foo path:/src', 'lib/src/a.ts'))
  assert.ok(!atPath('foo path:a/b', 'a/x/b'))
  assert.ok(atPath('foo path:SRC', 'lib/src/a.ts'))
  assert.ok(atPath('foo path:/lib/src/', 'lib/src/a.ts'))
  assert.ok(atPath('foo path:src/a.ts', 'lib/src/a.ts'))
  assert.ok(atPath('foo path:lib path:a.ts', 'lib/src/a.ts'))
})

test('ext: takes the end of the name, lang: the language it tells', () => {
  assert.ok(!atPath('foo ext:s', 'a.ts'))
  assert.ok(!atPath('foo ext:ts', 'ts'))
  assert.ok(atPath('foo ext:TS', 'a.d.ts'))
  assert.ok(atPath('foo lang:typescript', 'a.tsx'))
  assert.ok(!atPath('foo lang:klingon', 'a.ts'))
})

test('a query of repositories takes the files that are in one of them', () => {
  const query = { kind: 'repositories', ids: ['a', 'b'] } as const
  assert.ok(!holds(query, { path: 'x' }))
  assert.ok(!holds(query, { path: 'x', repository: 'c' }))
  assert.ok(holds(query, { path: 'x', repository: 'b' }))
})

test('where case counts, it counts in terms and paths', () => {
  const how = { caseSensitive: true }
  assert.ok(!inText('Foo', 'foo', how))
  assert.ok(!inText('"Foo bar"', 'Foo Bar', how))
  assert.deepEqual(marked('Foo', 'foo Foo FOO', how), ['Foo'])
  assert.ok(!isHeld('x path:SRC', { path: 'src/x' }, how))
})

test('a piece of text is found as it stands, also within words', () => {
  const how: How = { match: 'substring' }
  assert.deepEqual(marked('"r->n"', 'ptr->next PTR->NEXT', how), ['r->n', 'R->N'])
  assert.ok(isHeld('ogo.', { path: 'logo.png' }, how))
  assert.ok(!inText('"a  b"', 'a b', how))
})

test('a symbol is found where the text defines it', () => {
  const how: How = { match: 'symbols' }
  const text = 'foo()\nexport function foo() {}\n'
  assert.ok(!isHeld('foo', { path: 'foo.md', text }, how))
  assert.ok(!isHeld('foo', { path: 'foo.ts', text: 'foo()' }, how))
  const { count, contentMatches } = found('foo', { path: 'foo.ts', text }, how)!
  assert.equal(count, 1)
  assert.deepEqual(contentMatches[0]!.lines[1]!.segments, [
    { text: 'export function ' },
    { text: 'foo', match: true },
    { text: '() {}' },
  ])
})
