import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { git, openVillage, temporary } from '@pail/testkit'
import { put } from './testing.ts'

const village = await openVillage()
after(() => village.close())
const folder = temporary()
await git(folder, 'init', '-q', '-b', 'main')
put(folder, {
  'a.md': '# One\n\n<script>alert(1)</script> [x](javascript:alert(1))\n',
  'same.MARKDOWN': '# One\n\n<script>alert(1)</script> [x](javascript:alert(1))\n',
  'a.rst': 'One\n===\n<b>\n',
  'a.html': '<b>',
  'zero.md': Buffer.from('a\0b'),
  'latin.md': Buffer.from([0x67, 0x72, 0xfc, 0x6e]),
  'wide.txt': Buffer.from('\ufeffgrün', 'utf16le'),
  'marked.md': '\ufeff# Marked\n',
  'large.md': 'a'.repeat(2 ** 20 + 1),
  'brackets.md': '['.repeat(2 ** 20),
  'docs/x.md': 'x',
})
await git(folder, 'add', '.')
await git(folder, 'commit', '-q', '-m', 'all')
await git(folder, 'push', '-q', await village.remote('acme/site'), 'main')

const rendered = (path: string) => village.stranger.get(`/2.0/repositories/acme/site/src/main/${path}?format=rendered`)

test('only texts are rendered', async () => {
  for (const path of ['a.html', 'zero.md', 'large.md', 'docs']) {
    const { status, body } = await rendered(path)
    assert.equal(status, 400, path)
    assert.equal(body.error.message, 'This file cannot be rendered')
  }
  assert.equal((await rendered('nothing.md')).status, 404)
})

test('a text of brackets is shown as it is', async () => {
  const { body } = await rendered('brackets.md')
  assert.match(body.html, /^<pre>\[\[/)
})

test('Markdown becomes HTML that runs nothing', async () => {
  const { body } = await rendered('a.md')
  assert.equal(body.type, 'rendered')
  assert.equal(body.markup, 'markdown')
  assert.match(body.raw, /^# One\n/)
  assert.match(body.html, /<h1>One<\/h1>/)
  assert.doesNotMatch(body.html, /<script|href="javascript/)
  assert.deepEqual((await rendered('same.MARKDOWN')).body, body)
})

test('other markups are shown as they were written', async () => {
  const { body } = await rendered('a.rst')
  assert.deepEqual(body, {
    type: 'rendered',
    raw: 'One\n===\n<b>\n',
    markup: 'plaintext',
    html: '<pre>One\n===\n&lt;b&gt;\n</pre>',
  })
})

test('text is read in the encoding that it most likely has', async () => {
  assert.equal((await rendered('latin.md')).body.raw, 'grün')
  assert.equal((await rendered('wide.txt')).body.raw, 'grün')
  assert.equal((await rendered('marked.md')).body.html, '<h1>Marked</h1>')
})
