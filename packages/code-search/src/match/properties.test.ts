import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CodeQuery, How } from '../language/code-query.ts'
import { fold } from '../language/fold.ts'
import { MalformedQuery } from '../language/malformed-query.ts'
import { parseCodeQuery } from '../language/parse-code-query.ts'
import { wordsInOrder } from '../language/words.ts'
import { chance } from '../testing/random-queries.ts'
import { findWords } from './find-words.ts'
import type { Found } from './found.ts'
import { matcherOf } from './matcher.ts'

type Random = (below: number) => number

const PIECES = [
  ...[
    'foo',
    'Bar',
    'foo_bar',
    'ſ',
    'İ',
    'straße',
    '变',
    '😀',
    'x1',
    ' ',
    ' ',
    ' ',
    '\n',
    '.',
    '-',
    '"',
    '(',
    ')',
    '\\',
  ],
  ...[
    'AND ',
    'OR ',
    'NOT ',
    ' -',
    ' path:',
    'src/',
    ' ext:',
    'ts',
    ' lang:',
    'js',
    '[a-',
    '+',
    '*',
    '{2}',
    '\ud800',
    ':',
  ],
]
const MATCHES = ['terms', 'substring', 'regex', 'symbols'] as const
const some = (random: Random, from: readonly string[], most: number) =>
  Array.from({ length: random(most) }, () => from[random(from.length)]).join('')

function parsed(text: string, how: How): CodeQuery | undefined {
  try {
    return parseCodeQuery(text, how).query
  } catch (error) {
    assert.ok(error instanceof MalformedQuery, `${JSON.stringify(text)}: ${error}`)
    return undefined
  }
}

test('whatever is written is a query or is refused as one', () => {
  const random = chance(1)
  let read = 0
  for (let round = 0; round < 20_000; round++)
    if (parsed(some(random, PIECES, 14), { match: MATCHES[random(4)]! })) read++
  assert.ok(read > 5000)
})

test('something is found exactly where the query holds, and its segments give back the lines and the path', () => {
  const random = chance(2)
  let held = 0
  for (let round = 0; round < 6000; round++) {
    const how = { match: MATCHES[random(4)]!, caseSensitive: random(2) === 0 }
    const query = parsed(`${['foo', 'bar', 'x1', '变'][random(4)]}${some(random, PIECES, 4)}`, how)
    if (!query) continue
    const file = { path: `src/${some(random, ['foo', 'Bar', '/', '.ts', 'İ'], 5)}`, text: some(random, PIECES, 40) }
    const matcher = matcherOf(query, how)
    const found = matcher.findIn(file)
    assert.equal(found !== undefined, matcher.holds(file), JSON.stringify({ query, file, how }))
    if (found) checkFound(found, file)
    if (found) held++
  }
  assert.ok(held > 500)
})

function checkFound({ count, contentMatches, pathMatches }: Found, file: { path: string; text: string }): void {
  const lines = file.text.split('\n')
  const shown = contentMatches.flatMap(group => group.lines)
  for (const { line, segments } of shown) assert.equal(segments.map(({ text }) => text).join(''), lines[line - 1])
  if (pathMatches.length > 0) assert.equal(pathMatches.map(({ text }) => text).join(''), file.path)
  const marks = [...shown.flatMap(({ segments }) => segments), ...pathMatches].filter(({ match }) => match)
  assert.ok(marks.every(({ text }) => text !== ''))
  assert.ok(marks.length >= count && (count > 0 || marks.length === 0))
  assert.deepEqual(
    shown,
    shown.toSorted((a, b) => a.line - b.line),
  )
  assert.equal(new Set(shown.map(({ line }) => line)).size, shown.length)
}

test('a phrase is found as often as its words stand side by side', () => {
  const random = chance(3)
  for (let round = 0; round < 5000; round++) {
    const text = fold(some(random, ['a', 'ab', 'b', ' ', ' ', '.', '变', '😀', '_'], 30))
    const phrase = wordsInOrder(some(random, ['a ', 'b ', 'ab ', 'a '], 5) || 'a')
    if (phrase.length === 0) continue
    assert.equal(findWords(text, phrase).length / 2, occurrences(wordsInOrder(text), phrase), `${phrase} in ${text}`)
  }
})

function occurrences(words: readonly string[], phrase: readonly string[]): number {
  for (let at = 0; at + phrase.length <= words.length; at++)
    if (phrase.every((word, next) => words[at + next] === word))
      return 1 + occurrences(words.slice(at + phrase.length), phrase)
  return 0
}
