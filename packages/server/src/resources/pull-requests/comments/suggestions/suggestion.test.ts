import assert from 'node:assert/strict'
import { test } from 'node:test'
import { messageOf, replaced, suggestionsIn } from './suggestion.ts'

const change = (file: string, first: number, last: number, lines: string[]) =>
  replaced(Buffer.from(file), { first, last }, lines)?.toString()

test('lines that a file does not have cannot be replaced', () => {
  assert.equal(change('a\nb\n', 2, 3, ['x']), undefined)
  assert.equal(change('', 1, 1, ['x']), undefined)
  assert.equal(change('a\nb', 3, 3, ['x']), undefined)
})

test('only fenced blocks that say so are suggestions', () => {
  assert.deepEqual(suggestionsIn('suggestion\n`suggestion`\n```\nx\n```\n    ```suggestion\n    x'), [])
  assert.deepEqual(suggestionsIn('````md\n```suggestion\nx\n```\n````'), [])
  assert.deepEqual(suggestionsIn('```suggestions\nx\n```'), [])
})

test('a suggestion is what stands between its fences', () => {
  assert.deepEqual(suggestionsIn('Try\n```suggestion\n  a\n\n```'), [['  a', '']])
  assert.deepEqual(suggestionsIn('```suggestion\n```'), [[]])
  assert.deepEqual(suggestionsIn('```suggestion\n\n```'), [['']])
  assert.deepEqual(suggestionsIn('~~~ Suggestion\r\na\r\n~~~\r\n'), [['a']])
  assert.deepEqual(suggestionsIn('````suggestion\n```js\n```\n`````'), [['```js', '```']])
  assert.deepEqual(suggestionsIn('```suggestion\na'), [['a']])
  assert.deepEqual(suggestionsIn('```suggestion\na\n```\nor\n```suggestion\nb\n``` \n'), [['a'], ['b']])
})

test('lines are replaced where they are, and nothing else is touched', () => {
  assert.equal(change('a\nb\nc\n', 2, 2, ['x', 'y']), 'a\nx\ny\nc\n')
  assert.equal(change('a\nb\nc\n', 1, 2, []), 'c\n')
  assert.equal(change('a\nb', 2, 2, ['x']), 'a\nx')
  assert.equal(change('a\n', 1, 1, ['']), '\n')
})

test('new lines end as those did that they replace, and other bytes stay what they were', () => {
  assert.equal(change('a\r\nb\r\n', 1, 1, ['x', 'y']), 'x\r\ny\r\nb\r\n')
  const file = Buffer.from([0xff, 0x0a, 0x61, 0x0a])
  assert.deepEqual(replaced(file, { first: 2, last: 2 }, ['ä']), Buffer.from([0xff, 0x0a, 0xc3, 0xa4, 0x0a]))
})

test('whoever suggested the lines shares in the commit', () => {
  assert.equal(messageOf('Say it\n', undefined), 'Say it\n')
  assert.equal(
    messageOf('Say it', { name: 'Bob', email: 'bob@example.com' }),
    'Say it\n\nCo-authored-by: Bob <bob@example.com>\n',
  )
})
