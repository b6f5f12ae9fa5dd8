import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CodeQuery, How } from './code-query.ts'
import { MalformedQuery } from './malformed-query.ts'
import { parseCodeQuery } from './parse-code-query.ts'

const keyOf = (text: string, how?: How) => {
  try {
    parseCodeQuery(text, how)
  } catch (error) {
    assert.ok(error instanceof MalformedQuery, String(error))
    return error.particulars.data!.key
  }
}

/** A query in few characters. */
function short(query: CodeQuery): string {
  if (query.kind === 'not') return `!${short(query.part)}`
  if ('parts' in query) return `(${query.parts.map(short).join(query.kind === 'and' ? ' & ' : ' | ')})`
  if (query.kind === 'word') return query.word
  if (query.kind === 'phrase') return `"${query.words.join(' ')}"`
  if (query.kind === 'substring') return `'${query.text}'`
  if (query.kind === 'regex') return `/${query.source}/`
  if (query.kind === 'symbol') return `@${query.name}`
  return query.kind === 'repositories' ? query.ids.join() : `${query.kind}=${query.value}`
}

const read = (text: string, how?: How) => short(parseCodeQuery(text, how).query)
const relaxed = (text: string) => {
  const { query, isSubstituted } = parseCodeQuery(text)
  assert.ok(isSubstituted, `${text} is taken as it is`)
  return short(query)
}

test('a query is refused where nothing is written', () => {
  assert.equal(keyOf(''), 'search.query.missing')
  assert.equal(keyOf(' \t\n'), 'search.query.missing')
})

test('a query of modifiers, of punctuation, of operators or of what is excluded looks for nothing', () => {
  assert.equal(keyOf('repo:demo lang:python'), 'search.query.no-term')
  assert.equal(keyOf('&& == "..."'), 'search.query.no-term')
  assert.equal(keyOf('AND OR NOT'), 'search.query.no-term')
  assert.equal(keyOf('-foo'), 'search.query.no-term')
  assert.equal(keyOf('NOT (foo OR bar) repo:demo'), 'search.query.no-term')
  assert.equal(keyOf('((((('), 'search.query.no-term')
})

test('a query is refused by its length, its terms and its depth', () => {
  assert.equal(keyOf(`foo ${'x'.repeat(1997)}`), 'search.query.too-long')
  assert.equal(keyOf('a '.repeat(101)), 'search.query.too-many-terms')
  assert.equal(keyOf(`"${'a '.repeat(101)}"`), 'search.query.too-many-terms')
  assert.equal(keyOf(`${'('.repeat(31)}foo`), 'search.query.too-deep')
  assert.equal(keyOf('x'.repeat(201)), 'search.query.term-too-long')
  assert.equal(keyOf('foo ab', { match: 'substring' }), 'search.query.term-too-short')
})

test('at each limit a query is still read', () => {
  assert.equal(keyOf('a '.repeat(100)), undefined)
  assert.equal(keyOf(`${'('.repeat(30)}foo`), undefined)
  assert.equal(keyOf('x'.repeat(200)), undefined)
  assert.equal(keyOf('abc', { match: 'substring' }), undefined)
})

test('a regular expression is refused where it cannot be read, is true everywhere or costs too much', () => {
  const key = (text: string) => keyOf(text, { match: 'regex' })
  assert.equal(key('(foo'), 'search.query.invalid-expression')
  assert.equal(key('foo(?=bar)'), 'search.query.invalid-expression')
  assert.equal(key('(a)\\1'), 'search.query.invalid-expression')
  assert.equal(key('a*'), 'search.query.no-term')
  assert.equal(key('repo:demo'), 'search.query.no-term')
  assert.equal(key('a{501}'), 'search.query.costly-expression')
  assert.equal(key('a{200}'.repeat(300)), 'search.query.costly-expression')
  assert.equal(key('((a{9}){9}){9}'), 'search.query.costly-expression')
})

test('what a reader of regular expressions complains of is told without flags that nobody wrote', () => {
  assert.throws(() => parseCodeQuery('(foo', { match: 'regex' }), {
    particulars: { detail: 'missing closing )', data: { key: 'search.query.invalid-expression' } },
  })
})

test('terms that stand side by side are all looked for, as with AND', () => {
  assert.equal(read('foo bar'), '(foo & bar)')
  assert.equal(read('foo AND bar'), '(foo & bar)')
  assert.equal(read('Foo ÉTÉ'), '(foo & été)')
})

test('NOT binds before AND, and AND before OR', () => {
  assert.equal(read('a OR b c'), '(a | (b & c))')
  assert.equal(read('(a OR b) c'), '((a | b) & c)')
  assert.equal(read('a NOT b OR c'), '((a & !b) | c)')
  assert.equal(read('a -(b OR c) -"d e"'), '(a & !(b | c) & !"d e")')
  assert.equal(read('NOT NOT a'), 'a')
})

test('operators are capitals; in lower case or quotes they are terms', () => {
  assert.equal(read('a and b or not c'), '(a & and & b & or & not & c)')
  assert.equal(read('"AND" "NOT"'), '(and & not)')
})

test('punctuation parts words: what it joins is a phrase', () => {
  assert.equal(read('catalog-info.yaml'), '"catalog info yaml"')
  assert.equal(read('"find: this, phrase!"'), '"find this phrase"')
  assert.equal(read('foo_bar2'), 'foo_bar2')
  assert.equal(read('a && b == c'), '(a & b & c)')
  assert.equal(read('foo()'), 'foo')
  assert.equal(read('$price %s'), '(price & s)')
})

test('a single minus before a term excludes; dashes elsewhere are punctuation', () => {
  assert.equal(read('a -b'), '(a & !b)')
  assert.equal(read('--verbose'), 'verbose')
  assert.equal(read('a - b'), '(a & b)')
  assert.equal(read('ptr->next'), '"ptr next"')
})

test('modifiers narrow; their values may be quoted and their names are written in any case', () => {
  assert.equal(read('foo repo:demo project:"SITE" Path:/src/app'), '(foo & repo=demo & project=SITE & path=/src/app)')
  assert.equal(read('foo path:"a dir/b (c)"'), '(foo & path=a dir/b (c))')
  assert.equal(read('foo -repo:demo NOT ext:js'), '(foo & !repo=demo & !ext=js)')
  assert.equal(read('(foo repo:a) OR (bar repo:b)'), '((foo & repo=a) | (bar & repo=b))')
})

test('extensions are read with or without their dot', () => {
  assert.equal(read('foo ext:.JS'), '(foo & ext=js)')
  assert.equal(read('foo ext:d.ts'), '(foo & ext=d.ts)')
})

test('languages are read by any name they have', () => {
  assert.equal(read('foo lang:js lang:c++ lang:"objective-c"'), '(foo & lang=JavaScript & lang=C++ & lang=Objective-C)')
  assert.equal(read('foo lang:klingon'), '(foo & lang=klingon)')
})

test('modifiers that do not exist are terms', () => {
  assert.equal(read('http://host/x foo:bar'), '("http host x" & "foo bar")')
})

test('the query of a catalog that looks for its files is read as it stands', () => {
  const { query, isSubstituted } = parseCodeQuery('"catalog-info.yaml" path:/catalog-info.yaml')
  assert.equal(short(query), '("catalog info yaml" & path=/catalog-info.yaml)')
  assert.equal(isSubstituted, false)
})

test('small slips are passed over, and told', () => {
  assert.equal(relaxed('(foo'), 'foo')
  assert.equal(relaxed('foo) bar'), '(foo & bar)')
  assert.equal(relaxed('"foo bar'), '(foo & bar)')
  assert.equal(relaxed('foo AND'), 'foo')
  assert.equal(relaxed('OR foo'), 'foo')
  assert.equal(relaxed('foo AND OR bar'), '(foo | bar)')
  assert.equal(relaxed('foo NOT'), 'foo')
  assert.equal(relaxed('foo lang:'), 'foo')
  assert.equal(relaxed('foo path:""'), 'foo')
})

test('pieces of text keep their punctuation', () => {
  const how: How = { match: 'substring' }
  assert.equal(read('ptr->next "a b" path:src', how), `('ptr->next' & 'a b' & path=src)`)
  assert.equal(read('"say \\"hi\\""', how), `'say "hi"'`)
})

test('symbols are the words of the query', () => {
  assert.equal(read('Foo.bar baz', { match: 'symbols' }), '(@Foo & @bar & @baz)')
})

test('an expression keeps its parentheses, quotes and spaces; modifiers are taken out of it', () => {
  const how: How = { match: 'regex' }
  assert.equal(
    read('repo:demo func (get|set)\\w+\\( -path:test', how),
    '(/func (get|set)\\w+\\(/ & repo=demo & !path=test)',
  )
  assert.equal(read('"a b"  c', how), '/"a b"  c/')
  assert.equal(read('xpath:y', how), '/xpath:y/')
})
