import assert from 'node:assert/strict'
import { before, suite, test } from 'node:test'
import { type Engine, LARGEST_TEXT } from '../engine.ts'
import { World } from './world.ts'

const long = (text: string) => text.padEnd(LARGEST_TEXT + 1, ' x')

/** Which contents are looked into, and how. */
export function contentFacts(open: () => Promise<Engine>): void {
  suite('contents', () => {
    let world: World
    const find = async (...asked: Parameters<World['find']>) =>
      (await world.find(...asked)).map(place => place.slice(place.indexOf(':') + 1))
    before(async () => {
      world = new World(await open())
      await world.push('r', {
        'binary.dat': Buffer.from('needle\0needle'),
        'late.txt': Buffer.from(`${'x '.repeat(5000)}\0 needle`),
        'large.txt': long('needle'),
        'largest.txt': 'needle'.padEnd(LARGEST_TEXT, ' y'),
        'link.txt': { link: 'needle' },
        'same-as-link.txt': 'needle',
        'empty.txt': '',
        'windows.txt': 'first needle\r\nsecond line\r\n',
        'marked.txt': '\ufeffneedle at the start',
        'broken.txt': Buffer.from([0x6e, 0x65, 0x65, 0x64, 0x6c, 0x65, 0x20, 0xff, 0xfe, 0x20, 0x65, 0x6e, 0x64]),
        'odd.txt': '😀 Straße GRÜSSE 日本語 İstanbul naïve',
        'Straße/日本.txt': 'path in letters of other kinds',
        'long-word.txt': `${'w'.repeat(5000)} end`,
      })
    })

    test('what is binary, too large or a link is not looked into, but found by its path', async () => {
      assert.deepEqual(await find('needle'), [
        'broken.txt',
        'largest.txt',
        'late.txt',
        'marked.txt',
        'same-as-link.txt',
        'windows.txt',
      ])
      assert.deepEqual(await find('eedl', { match: 'substring' }), await find('needle'))
      assert.deepEqual(await find('binary'), ['binary.dat'])
      assert.deepEqual(await find('large'), ['large.txt'])
      assert.deepEqual(await find('link -same'), ['link.txt'])
    })

    test('an empty file is found by its path, and by what it does not have', async () => {
      assert.deepEqual(await find('empty'), ['empty.txt'])
      assert.deepEqual(await find('empty NOT needle'), ['empty.txt'])
    })

    test('lines that end in CR LF are lines like others', async () => {
      assert.deepEqual(await find('"needle second"'), ['windows.txt'])
      assert.deepEqual(await find('needle$', { match: 'regex' }), ['late.txt', 'same-as-link.txt', 'windows.txt'])
    })

    test('letters of all scripts make words, and are compared without their case', async () => {
      assert.deepEqual(await find('grüsse'), ['odd.txt'])
      assert.deepEqual(await find('日本語'), ['odd.txt'])
      assert.deepEqual(await find('日本'), ['Straße/日本.txt'])
      assert.deepEqual(await find('STRAßE'), ['Straße/日本.txt', 'odd.txt'])
      assert.deepEqual(await find('本語 ', { match: 'substring' }).catch(() => []), [])
      assert.deepEqual(await find('"😀 stra"', { match: 'substring' }), ['odd.txt'])
      assert.deepEqual(await find('naïve'), ['odd.txt'])
    })

    test('bytes that are no text stand for themselves alone', async () => {
      assert.deepEqual(await find('end'), ['broken.txt', 'long-word.txt'])
    })

    test('a run of thousands of letters is no word', async () => {
      assert.deepEqual(await find('w'.repeat(200)), [])
    })

    test('one content under two names is read as what each name says', async () => {
      await world.push('two', { 'a.py': 'def twice():\n  pass\n', 'b.txt': 'def twice():\n  pass\n' })
      assert.deepEqual(await find('twice', { match: 'symbols' }), ['a.py'])
      assert.deepEqual(await find('twice'), ['a.py', 'b.txt'])
    })
  })
}
