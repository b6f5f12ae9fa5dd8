import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fold } from './fold.ts'
import { isWordAt, runsOf, wordsInOrder, wordsOf } from './words.ts'

const everyCharacter = Array.from({ length: 0x110000 - 0x800 }, (_, at) =>
  String.fromCodePoint(at < 0xd800 ? at : at + 0x800),
)

test('folding keeps the length of every character there is', () => {
  assert.deepEqual(
    everyCharacter.filter(character => fold(character).length !== character.length),
    [],
  )
})

test('two letters fold to the same where a pattern that looks at no case takes them for the same', () => {
  const letters = everyCharacter.filter(letter => letter.toLowerCase() !== letter || letter.toUpperCase() !== letter)
  const text = letters.join('')
  for (const letter of letters) {
    const same = text.match(new RegExp(`\\u{${letter.codePointAt(0)!.toString(16)}}`, 'giu')) ?? []
    assert.deepEqual(new Set(same.map(fold)), new Set([fold(letter)]), letter)
  }
})

test('places in a folded text are places in the text', () => {
  const text = 'İSTANBUL Straße ΟΔΟΣ 𐐀𝒳 ﬁ'
  assert.equal(fold(text), 'İstanbul straße οδοσ 𐐨𝒳 ﬁ')
  assert.equal(fold(text).length, text.length)
})

test('words are runs of letters, marks, digits and underscores', () => {
  assert.deepEqual(wordsInOrder('Foo.bar_2(a-b) été ΟΔΟΣ 变量 𐐀x e\u0301t'), [
    'foo',
    'bar_2',
    'a',
    'b',
    'été',
    'οδοσ',
    '变量',
    '𐐨x',
    'e\u0301t',
  ])
  assert.deepEqual(wordsOf('a A b a'), ['a', 'b'])
})

test('runs of more than 200 characters are no words', () => {
  assert.deepEqual(wordsInOrder(`a ${'x'.repeat(201)} ${'y'.repeat(200)}`), ['a', 'y'.repeat(200)])
})

test('each half of a character says of words what the whole does', () => {
  assert.deepEqual(
    [0, 1, 2].map(at => isWordAt('𐐀😀', at)),
    [true, true, false],
  )
  assert.equal(isWordAt('\ud801', 0), false)
})

test('the words of every character are those that a pattern finds', () => {
  const text = everyCharacter.filter(character => character.codePointAt(0)! < 0x20000).join(' ')
  assert.deepEqual(wordsInOrder(text), runsOf(fold(text)))
})
