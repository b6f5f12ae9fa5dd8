import assert from 'node:assert/strict'
import { before, suite, test } from 'node:test'
import type { Engine } from '../engine.ts'
import { World } from './world.ts'

const FILES = {
  'lib/parser.ts': 'export function parse(text: string) {\n  return tokenize(text)\n}\n',
  'lib/token.ts': 'export const tokenize = (text: string) => text.split(" ")\n',
  'bin/main.py': 'def main():\n    parse(read())\n    parse(again())\n    parse(done())\n',
  'docs/guide.md': 'How to parse: call Parse, not parser_of.\n',
  'docs/Parse/notes.txt': 'nothing of interest\n',
  'image.bin': 'HTTPServer starts',
}

/** What satisfies a query, and in which order. */
export function queryFacts(open: () => Promise<Engine>): void {
  suite('queries', () => {
    let world: World
    const find = async (...asked: Parameters<World['find']>) =>
      (await world.find(...asked)).map(place => place.slice(place.indexOf(':') + 1))
    before(async () => {
      world = new World(await open())
      await world.push('r', FILES)
    })

    test('what nobody wrote is not found', async () => {
      assert.deepEqual(await world.search('missing'), { total: 0, isWhole: true, hits: [] })
    })

    test('a word is not a part of another word', async () => {
      assert.deepEqual(await find('pars'), [])
      assert.deepEqual(await find('parser_of'), ['docs/guide.md'])
      assert.deepEqual(await find('token'), ['lib/token.ts'])
    })

    test('a file that defines a word comes first, then one with it in its path, then those with more of it', async () => {
      assert.deepEqual(await find('parse'), ['lib/parser.ts', 'docs/Parse/notes.txt', 'bin/main.py', 'docs/guide.md'])
    })

    test('a word is found whatever its case, unless case is asked for', async () => {
      assert.deepEqual(await find('PARSE'), await find('parse'))
      assert.deepEqual(await find('Parse', { caseSensitive: true }), ['docs/Parse/notes.txt', 'docs/guide.md'])
    })

    test('several words are all in the file, or in its path', async () => {
      assert.deepEqual(await find('parse tokenize'), ['lib/parser.ts'])
      assert.deepEqual(await find('parse notes'), ['docs/Parse/notes.txt'])
      assert.deepEqual(await find('parse missing'), [])
    })

    test('OR, NOT, minus and parentheses', async () => {
      assert.deepEqual(await find('read OR split'), ['bin/main.py', 'lib/token.ts'])
      assert.deepEqual(await find('parse NOT tokenize -main'), ['docs/Parse/notes.txt', 'docs/guide.md'])
      assert.deepEqual(await find('text (return OR split)'), ['lib/parser.ts', 'lib/token.ts'])
    })

    test('the words of a phrase stand one after the other', async () => {
      assert.deepEqual(await find('"parse text"'), ['lib/parser.ts'])
      assert.deepEqual(await find('"text parse"'), [])
      assert.deepEqual(await find('text.split'), ['lib/token.ts'])
      assert.deepEqual(await find('"docs parse"'), ['docs/Parse/notes.txt'])
    })

    test('modifiers narrow by path, ending and language, also within OR and after NOT', async () => {
      assert.deepEqual(await find('parse path:docs'), ['docs/Parse/notes.txt', 'docs/guide.md'])
      assert.deepEqual(await find('parse ext:py'), ['bin/main.py'])
      assert.deepEqual(await find('text lang:typescript'), ['lib/parser.ts', 'lib/token.ts'])
      assert.deepEqual(await find('parse (ext:py OR path:lib)'), ['lib/parser.ts', 'bin/main.py'])
      assert.deepEqual(await find('parse -path:docs -ext:ts'), ['bin/main.py'])
      assert.deepEqual(await find('parse path:doc'), [])
    })

    test('a piece of text is found within words and across them', async () => {
      assert.deepEqual(await find('okeniz', { match: 'substring' }), ['lib/parser.ts', 'lib/token.ts'])
      assert.deepEqual(await find('"(text: s"', { match: 'substring' }), ['lib/parser.ts', 'lib/token.ts'])
      assert.deepEqual(await find('okeniZ', { match: 'substring', caseSensitive: true }), [])
      assert.deepEqual(await find('httpserver', { match: 'substring' }), ['image.bin'])
    })

    test('an expression is found in lines and paths, with literals and without', async () => {
      assert.deepEqual(await find('pars(e|er)\\(re', { match: 'regex' }), ['bin/main.py'])
      assert.deepEqual(await find('^d.f', { match: 'regex' }), ['bin/main.py'])
      assert.deepEqual(await find('n[o]tes\\.txt$', { match: 'regex' }), ['docs/Parse/notes.txt'])
      assert.deepEqual(await find('HTTP', { match: 'regex', caseSensitive: true }), ['image.bin'])
    })

    test('a symbol is found where it is defined only', async () => {
      assert.deepEqual(await find('parse', { match: 'symbols' }), ['lib/parser.ts'])
      assert.deepEqual(await find('Parse', { match: 'symbols', caseSensitive: true }), [])
      assert.deepEqual(await find('notes', { match: 'symbols' }), [])
    })

    test('pages together are the whole, in one order', async () => {
      const whole = await find('parse OR text OR HTTPServer')
      const pages = [0, 2, 4, 6].map(first => world.search('parse OR text OR HTTPServer', { first, limit: 2 }))
      const answers = await Promise.all(pages)
      assert.deepEqual(
        answers.flatMap(({ hits }) => hits.map(({ path }) => path)),
        whole,
      )
      assert.deepEqual(new Set(answers.map(({ total }) => total)), new Set([whole.length]))
    })

    test('an answer says where the matches are', async () => {
      const [hit] = (await world.search('tokenize ext:ts path:lib/parser.ts')).hits
      assert.equal(hit?.found.contentMatches[0]?.lines.find(line => line.segments.some(part => part.match))?.line, 2)
      assert.equal(hit?.found.count, 1)
    })

    test('a search that is not wanted any more ends with the reason', async () => {
      const { engine, texts } = world
      const ask = { query: { kind: 'word', word: 'parse', text: 'parse' }, how: {}, repositories: ['r'] } as const
      const signal = AbortSignal.abort(new Error('gone'))
      await assert.rejects(engine.search({ ...ask, first: 0, limit: 10, texts, signal }), /gone/)
    })
  })
}
