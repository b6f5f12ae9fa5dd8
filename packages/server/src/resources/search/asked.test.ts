import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askedFor, tierOf, tiersOf } from './asked.ts'
import { marksIn } from './marks.ts'

test('a text of over 250 characters or ten words is refused', () => {
  assert.throws(() => askedFor('x'.repeat(251)), /query: at most 250 characters/)
  assert.throws(() => askedFor('a b c d e f g h i j k'), /query: at most 10 words/)
  assert.equal(askedFor('🚀'.repeat(250)).terms.length, 1)
})

test('spaces separate words, and a word asked for twice is asked for once', () => {
  assert.deepEqual(askedFor('  Web\tAPI \n web '), { whole: 'web api web', terms: ['web', 'api'] })
  assert.deepEqual(askedFor(' '), { whole: '', terms: [] })
})

const row = (...names: string[]) => ({
  names: `\n\n${names.join('\n\n')}\n\n`,
  words: `  ${names.join('  ').replaceAll(/[-/]/g, '  ')}`,
})
const tier = (query: string, ...names: string[]) => tierOf(row(...names), tiersOf(askedFor(query)))

test('a name that is the text comes before one that begins with it, words before what is within', () => {
  assert.equal(tier('site', 'Site'), 0)
  assert.equal(tier('si', 'Site'), 1)
  assert.equal(tier('tools si', 'site-tools'), 2)
  assert.equal(tier('ools ite', 'site-tools'), 3)
  assert.equal(tier('elsewhere', 'site-tools'), 4)
})

const marked = (query: string, text: string) =>
  marksIn({ name: text }, askedFor(query)).flatMap(({ segments }) =>
    segments.map(({ text: piece, match }) => (match ? `[${piece}]` : piece)),
  )

test('a field that has nothing of what was asked is not named', () => {
  assert.deepEqual(marksIn({ name: 'site', description: null, language: '' }, askedFor('vault')), [])
})

test('every place is marked, and places that touch are one', () => {
  assert.deepEqual(marked('ana', 'Banana Ana'), ['B', '[ana]', 'na ', '[Ana]'])
  assert.deepEqual(marked('site tools', 'SITETOOLS'), ['[SITETOOLS]'])
})

test('one or two letters are marked where words begin', () => {
  assert.deepEqual(marked('a', 'anna-a'), ['[a]', 'nna-', '[a]'])
})

test('letters that become two in lower case shift nothing', () => {
  assert.deepEqual(marked('bul', 'İİİ İstanbul!'), ['İİİ İstan', '[bul]', '!'])
})

test('of a long text the part around the first place is shown', () => {
  const shown = marked('needle', `${'x'.repeat(500)} needle ${'y'.repeat(500)}`).join('')
  assert.match(shown, /^x{59} \[needle\] y+$/)
  assert.equal([...shown].length, 242)
})
