import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Dictionary, eachContent, wordOf } from './dictionary.ts'
import { HAS, readMarks, writeMarks } from './marks.ts'
import { markedWords } from './words.ts'

const marksOf = (text: string) => readMarks(writeMarks(markedWords(text, 'TypeScript')))

function contentsIn(line: string): [number, number][] {
  const contents: [number, number][] = []
  eachContent(line, (content, bits) => contents.push([content, bits]))
  return contents
}

function linesOf(dictionary: Dictionary): Map<string, [number, number][]> {
  const lines = [...dictionary.documents()].join('').split('\n').slice(0, -1)
  return new Map(lines.map(line => [wordOf(line), contentsIn(line)]))
}

test('a word is said of every content that has it, with how it does', () => {
  const dictionary = new Dictionary()
  dictionary.add(7, marksOf('function run() { run(run(stop)) }'))
  dictionary.add(1_000_000, marksOf('run '.repeat(10)))
  dictionary.add(1_000_001, marksOf('run'))
  const lines = linesOf(dictionary)
  assert.deepEqual(lines.get('run'), [
    [7, HAS.written | HAS.some | HAS.defined],
    [1_000_000, HAS.written | HAS.many],
    [1_000_001, HAS.written],
  ])
  assert.deepEqual(lines.get('stop'), [[7, HAS.written]])
  assert.deepEqual([...lines.keys()].sort(), ['function', 'run', 'stop'])
})

test('a name that is no word of the text is defined and not written', () => {
  // The sign over the letter belongs to the word, and not to the name.
  const marks = [...marksOf('function nai\u0308ve() {}')]
  assert.deepEqual(marks.map(([word]) => word).includes('nai\u0308ve'), true)
  for (const [word, letter] of marks) if (word === 'nai') assert.equal(letter, 'I')
})

test('marks without a word are read as none', () => {
  assert.deepEqual([...marksOf('')], [])
})

test('a dictionary of many words is cut between lines', () => {
  const dictionary = new Dictionary()
  for (let content = 1; content <= 50; content++)
    dictionary.add(
      content,
      Array.from({ length: 1000 }, (_, at) => [`word_${content}_${at}`, 'B'] as const),
    )
  const documents = [...dictionary.documents()]
  assert.ok(documents.length > 1)
  assert.ok(documents.every(text => text.startsWith('\u0001') && text.endsWith('\n') && text.length < 300_000))
  assert.equal(linesOf(dictionary).size, 50_000)
})
