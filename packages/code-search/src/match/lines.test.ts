import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCodeQuery } from '../language/parse-code-query.ts'
import type { FoundLine } from './found.ts'
import { findIn } from './matcher.ts'

const groups = (text: string, query = 'foo') =>
  findIn(parseCodeQuery(query).query, { path: 'x', text })!.contentMatches.map(({ lines }) => lines)
const numbers = (text: string) => groups(text).map(lines => lines.map(({ line }) => line).join())
const joined = ({ segments }: FoundLine) => segments.map(({ text }) => text).join('')
const lineOf = (text: string, query?: string) =>
  groups(text, query)[0]!.find(({ segments }) => segments.some(({ match }) => match))!

test('a match is shown with one line before and two after, as far as there are lines', () => {
  assert.deepEqual(numbers('a\nb\nfoo\nc\nd\ne\n'), ['2,3,4,5'])
  assert.deepEqual(numbers('foo'), ['1'])
  assert.deepEqual(numbers('foo\n'), ['1'])
  assert.deepEqual(numbers('\nfoo\n\n'), ['1,2,3'])
})

test('groups that touch are one', () => {
  assert.deepEqual(numbers('foo\n\n\n\nfoo\n'), ['1,2,3,4,5'])
  assert.deepEqual(numbers('foo\n\n\n\n\nfoo\n'), ['1,2,3', '5,6'])
})

test('a blank line has no segments, and one of spaces has them', () => {
  const [before, , after] = groups('\nfoo\n  \n')[0]!
  assert.deepEqual(before, { line: 1, segments: [] })
  assert.deepEqual(after, { line: 3, segments: [{ text: '  ' }] })
})

test('lines that end in CRLF are shown without it', () => {
  assert.deepEqual(groups('a\r\nfoo\r\n\r\n')[0], [
    { line: 1, segments: [{ text: 'a' }] },
    { line: 2, segments: [{ text: 'foo', match: true }] },
    { line: 3, segments: [] },
  ])
})

test('ten groups and fifty lines with matches are shown, and a thousand matches counted', () => {
  const found = (text: string) => findIn(parseCodeQuery('foo').query, { path: 'x', text })!
  assert.equal(found('foo\n\n\n\n\n'.repeat(60)).contentMatches.length, 10)
  const dense = found('foo\n'.repeat(3000))
  assert.deepEqual(
    dense.contentMatches.map(({ lines }) => lines.length),
    [52],
  )
  assert.equal(dense.count, 1000)
})

test('of a long line the part around its first match is shown', () => {
  const line = lineOf(`${'x '.repeat(300_000)}foo ${'y '.repeat(300_000)}`)
  assert.equal(joined(line).length, 500)
  assert.deepEqual(line.segments, [
    { text: 'x '.repeat(50) },
    { text: 'foo', match: true },
    { text: ` ${'y '.repeat(198)}` },
  ])
})

test('of a long line around a match its beginning is shown', () => {
  const [before] = groups(`${'x'.repeat(900)}\nfoo`)[0]!
  assert.deepEqual(before!.segments, [{ text: 'x'.repeat(500) }])
})

test('a match longer than what is shown is cut', () => {
  const words = Array.from({ length: 60 }, (_, at) => `longish_word${at}`).join(' ')
  const line = lineOf(words, `"${words}"`)
  assert.deepEqual(line.segments, [{ text: words.slice(0, 500), match: true }])
})

test('no character is cut in half', () => {
  const line = lineOf(`${'😀'.repeat(301)} foo ${'😀'.repeat(300)}`)
  assert.ok(joined(line).isWellFormed())
  assert.ok(lineOf(`a${'😀'.repeat(301)} foo ${'😀'.repeat(300)}`).segments.every(({ text }) => text.isWellFormed()))
})

test('letters that change their length in another case do not move what is marked', () => {
  const { segments } = lineOf('İİ ẞ straße foo İ')
  assert.deepEqual(segments, [{ text: 'İİ ẞ straße ' }, { text: 'foo', match: true }, { text: ' İ' }])
})
