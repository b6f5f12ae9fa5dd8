import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isInLanguage, languageNamed, languageOf, languagesUnder } from './languages.ts'

test('a file without a known name or extension is in no language', () => {
  assert.equal(languageOf('LICENCE-OF-NOTHING'), undefined)
  assert.equal(languageOf('a.unheardof'), undefined)
  assert.equal(isInLanguage('a.unheardof', 'Python'), false)
})

test('the extension tells the language, the longest that is known', () => {
  assert.equal(languageOf('src/foo.py'), 'Python')
  assert.equal(languageOf('SRC/FOO.PY'), 'Python')
  assert.equal(languageOf('a.b/c.test.ts'), 'TypeScript')
  assert.equal(languageOf('views/a.html.erb'), 'HTML+ERB')
})

test('some files are known by their names', () => {
  assert.equal(languageOf('build/Dockerfile'), 'Dockerfile')
  assert.equal(languageOf('Makefile'), 'Makefile')
})

test('of languages that share an extension the usual one counts', () => {
  const usual = {
    h: 'C',
    md: 'Markdown',
    rs: 'Rust',
    cs: 'C#',
    sql: 'SQL',
    m: 'Objective-C',
    pl: 'Perl',
    ts: 'TypeScript',
    json: 'JSON',
    yml: 'YAML',
    php: 'PHP',
    txt: 'Text',
  }
  for (const [extension, language] of Object.entries(usual)) assert.equal(languageOf(`a.${extension}`), language)
})

test('a language has other names, in any case', () => {
  assert.equal(languageNamed('GOLANG'), 'Go')
  assert.equal(languageNamed('cpp'), 'C++')
  assert.equal(languageNamed('klingon'), undefined)
})

test('some languages are counted to others', () => {
  assert.ok(languagesUnder('TypeScript').includes('TSX'))
  assert.ok(isInLanguage('a.tsx', 'TypeScript'))
  assert.ok(!isInLanguage('a.ts', 'TSX'))
  assert.deepEqual(languagesUnder('klingon'), ['klingon'])
})
