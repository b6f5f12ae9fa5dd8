import assert from 'node:assert/strict'
import { test } from 'node:test'
import { servedAs } from '../../kernel/media.ts'
import { isSame, rangeIn } from '../../kernel/range.ts'
import { attributesOf } from './entry.ts'
import { readings } from './place.ts'

test('what is no single range of bytes asks for the whole', () => {
  for (const header of ['bytes=5-2', 'bytes=0-1,3-4', 'lines=1-2', 'bytes=', 'bytes=-', 'bytes=a-b', ''])
    assert.equal(rangeIn(header), undefined, header)
  assert.equal(rangeIn(null), undefined)
})

test('a range has both ends, only a beginning, or only a length from the end', () => {
  assert.deepEqual(rangeIn('bytes=0-0'), { first: 0, last: 0 })
  assert.deepEqual(rangeIn('bytes= 7-'), { first: 7 })
  assert.deepEqual(rangeIn('bytes=-3'), { suffix: 3 })
})

test('a range is of the same content when its mark is the same, and a weak one never is', () => {
  assert.equal(isSame(null, '"a"'), true)
  assert.equal(isSame('"a"', '"a"'), true)
  assert.equal(isSame('W/"a"', '"a"'), false)
  assert.equal(isSame('Sat, 21 Nov 2026 06:00:00 GMT', '"a"'), false)
})

test('whatever a browser could run is served as plain text', () => {
  for (const name of [
    'a.html',
    'a.HTM',
    'a.xhtml',
    'a.svg',
    'a.js',
    'a.mjs',
    'a.xml',
    'a.xsl',
    'a.css',
    'a.mht',
    'a.json',
  ])
    assert.equal(servedAs(name), 'text/plain', name)
})

test('source code is text, though others use its endings', () => {
  for (const name of ['a.ts', 'a.rs', 'a.pl', 'a.tex', 'a.sh', 'a.bat', 'Makefile', '.gitignore', 'a.unheard-of'])
    assert.equal(servedAs(name), 'text/plain', name)
})

test('pictures, papers and packages keep their type', () => {
  assert.equal(servedAs('docs/a.png'), 'image/png')
  assert.equal(servedAs('a.pdf'), 'application/pdf')
  assert.equal(servedAs('a.tar.gz'), 'application/gzip')
})

test('attributes say what a file is besides its content', () => {
  const file = { path: 'a.png', type: 'file', mode: '100755', size: 1 } as const
  assert.deepEqual(attributesOf(file), ['executable', 'binary'])
  assert.deepEqual(attributesOf({ ...file, type: 'link', mode: '120000' }), ['link'])
  assert.deepEqual(attributesOf({ ...file, type: 'submodule', mode: '160000' }), ['subrepository'])
  assert.deepEqual(attributesOf({ ...file, path: 'a', mode: '100644' }), [])
})

test('an address is read with the shortest revision first', () => {
  assert.deepEqual(readings({ commit: 'a', path: 'b/c' }), [
    { commit: 'a', path: 'b/c' },
    { commit: 'a/b', path: 'c' },
    { commit: 'a/b/c', path: '' },
  ])
})

test('a full hash and HEAD end where they end, and deep paths are not tried for ever', () => {
  assert.equal(readings({ commit: '0'.repeat(40), path: 'b/c' }).length, 1)
  assert.equal(readings({ commit: 'HEAD', path: 'b/c' }).length, 1)
  assert.equal(readings({ commit: 'a', path: 'b/'.repeat(2000) }).length, 17)
})
