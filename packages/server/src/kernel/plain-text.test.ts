import assert from 'node:assert/strict'
import { test } from 'node:test'
import MarkdownIt from 'markdown-it'
import { renderPlain } from './plain-text.ts'

const markdown = new MarkdownIt({ html: false, linkify: true })
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false })

test('what may mean something to Markdown is left to its renderer', () => {
  const marked = [
    '*a*',
    'a_b_',
    'a  \nb',
    'a\n- b',
    'a\n1. b',
    'a\n===',
    'a\n    b',
    ' a',
    '1. a',
    'a <b>',
    'a & b',
    'a\\',
  ]
  const linked = [
    'see http://a.example',
    'see //a.example',
    'mailto:a',
    'a [b]',
    '`a`',
    'a | b\n--|--',
    '',
    '\na',
    'a\u0000',
  ]
  for (const text of [...marked, ...linked]) assert.equal(renderPlain(text), undefined, text)
})

test('a long text that is none after all is refused at once', () => {
  for (const text of ['a\nb\n\nc: d\n'.repeat(6000), 'a '.repeat(30_000), 'a\n\n\n'.repeat(16_000)])
    assert.equal(renderPlain(`${text}*`), undefined)
})

test('paragraphs of words are rendered as they are', () => {
  assert.equal(
    renderPlain('fix: it\n\nWhat for, and how (see #12).\nMore\n\n\nEnd\n'),
    '<p>fix: it</p>\n<p>What for, and how (see #12).\nMore</p>\n<p>End</p>',
  )
})

test('whatever it takes, it renders as Markdown does', () => {
  const parts = [
    ...'ab Z9,.;\'()%$?#+=-:/\n_*"<&',
    '\n\n',
    ' a',
    'http:',
    'mailto:',
    '://',
    '//',
    'x.com',
    '---',
    '1.',
    '- ',
  ]
  let seed = 7
  const next = () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648
  let taken = 0
  for (let round = 0; round < 20_000; round++) {
    const text = `a${Array.from({ length: 1 + Math.floor(next() * 9) }, () => parts[Math.floor(next() * parts.length)]).join('')}`
    const plain = renderPlain(text)
    if (plain === undefined) continue
    taken++
    assert.equal(plain, markdown.render(text).trimEnd(), JSON.stringify(text))
  }
  assert.ok(taken > 1000)
})
