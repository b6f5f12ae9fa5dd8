import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linkMentions, mentionsIn } from './mentions.ts'

test('what is part of an address, a path or a word calls nobody', () => {
  assert.deepEqual(mentionsIn('write to ada@example.com or @ada@example.com, see node_modules/@types, x.@bob, @@'), [])
})

test('code calls nobody', () => {
  assert.deepEqual(mentionsIn('`@ada` and ``a ` @bob``\n```\n@eve\n```\n@root'), ['root'])
  assert.deepEqual(mentionsIn('~~~\n@eve\nwithout an end'), [])
})

test('people are called by name, account id or uuid, each once', () => {
  assert.deepEqual(mentionsIn('@Ada, (@bob) and @ada: @{557058:1b2c} — @{9f0e}!'), [
    'ada',
    'bob',
    '557058:1b2c',
    '9f0e',
  ])
})

test('a text that calls everybody calls fifty', () => {
  assert.equal(mentionsIn(Array.from({ length: 99 }, (_, at) => `@u${at}`).join(' ')).length, 50)
})

test('a backtick that nothing closes is no code, and none closes one of another paragraph', () => {
  assert.deepEqual(mentionsIn('it`s @ada'), ['ada'])
  assert.deepEqual(mentionsIn('it`s\n\n@ada`s'), ['ada'])
  assert.deepEqual(mentionsIn('``a `@ada` b` @bob'), ['bob'])
})

test('the longest texts that are nothing but marks call nobody, and hold up nobody', () => {
  const length = 256 * 1024
  let growing = '@'
  for (let run = 1; growing.length < length; run++) growing += `${'`'.repeat(run)}a`
  // By backtracking any of these would take longer than a test may.
  for (const marks of ['`', '`a', '``a`', '~~~\n', '```\n', '@', '@{', '<a'])
    assert.deepEqual(mentionsIn(`@{${marks.repeat(length / marks.length)}`), [])
  assert.deepEqual(mentionsIn(growing), [])
  assert.equal(linkMentions('<a'.repeat(length / 2), new Map()).length, length)
})

const people = new Map([
  ['ada', { name: 'Ada <i>', href: '/%7B1%7D/' }],
  ['557058:1b2c', { name: 'Bob', href: '/%7B2%7D/' }],
])

test('names in code, in links and in tags stay what they are, and so do those of nobody', () => {
  for (const html of [
    '<p><code>@ada</code></p>',
    '<pre><code>x\n@ada</code></pre>',
    '<p><a href="http://x.test/@ada" rel="nofollow">see <em>@ada</em></a></p>',
    '<p title="@ada">@eve, x@ada, @{557058:9f}</p>',
  ])
    assert.equal(linkMentions(html, people), html)
})

test('whoever is called is linked, by the name that people read', () => {
  assert.equal(
    linkMentions('<p><code>x</code> <em>@Ada</em>, @{557058:1b2c}!</p>', people),
    '<p><code>x</code> <em><a href="/%7B1%7D/">@Ada &lt;i&gt;</a></em>, <a href="/%7B2%7D/">@Bob</a>!</p>',
  )
})
