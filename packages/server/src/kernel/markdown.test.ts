import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MAX_RENDERED, preformatted, renderInTurn, renderMarkdown } from './markdown.ts'

const TAGS = /^(p|a|em|strong|s|code|pre|ul|ol|li|blockquote|h[1-6]|hr|br|img|table|thead|tbody|tr|th|td)$/

/** Everything between `<` and `>` that is there, as text never holds either. */
function refuseForeign(html: string): void {
  for (const [, name = '', attributes = ''] of html.matchAll(/<\/?([^\s>/]+)([^>]*)>/g)) {
    assert.match(name, TAGS, html)
    for (const [, attribute = '', value = ''] of attributes.matchAll(/([^\s="]+)="([^"]*)"/g)) {
      assert.match(attribute, /^(href|src|alt|title|rel|class|style|start)$/, html)
      if (attribute === 'style') assert.match(value, /^text-align:(left|right|center)$/, html)
      if (attribute === 'href' || attribute === 'src') assert.doesNotMatch(value, /^\s*(?!https?:|mailto:)[^/?#]*:/i)
    }
  }
}

test('tags in the text are text', () => {
  const html = renderMarkdown('<script>alert(1)</script> <img src=x onerror=alert(1)> <svg/onload=alert(1)>')
  assert.doesNotMatch(html, /<(script|img|svg)/)
  refuseForeign(html)
})

test('a link leads to the web, to mail or to somewhere near, and nowhere else', () => {
  const addresses = [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    '&#106;avascript:alert(1)',
    'java&#9;script:alert(1)',
    'java&Tab;script:alert(1)',
    '\u0001javascript:alert(1)',
    'vbscript:x',
    'data:text/html,<script>alert(1)</script>',
    'data:image/svg+xml;base64,PHN2Zy8+',
    'file:///etc/passwd',
    'blob:x',
  ]
  const html = addresses.map(one => renderMarkdown(`[a](${one}) ![b](${one}) <${one}>\n\n[c]: ${one}\n\n[c]`)).join('')
  assert.doesNotMatch(html, /(href|src)="[^"]*(script|data|file|blob):/i)
  refuseForeign(html)
  assert.equal(
    renderMarkdown('[a](https://example.com/x) [b](../y.md) [c](mailto:a@b.c)'),
    '<p><a href="https://example.com/x" rel="nofollow">a</a> <a href="../y.md" rel="nofollow">b</a> ' +
      '<a href="mailto:a@b.c" rel="nofollow">c</a></p>',
  )
})

test('quotes and brackets do not end an attribute', () => {
  for (const text of [
    '[a](https://x/" onmouseover="alert(1))',
    '[a](https://x "t\\" onclick=\\"x")',
    '![x](https://x \'a" onerror="alert(1)\')',
    '```"><script>alert(1)</script>\ncode\n```',
    'https://x/"onclick="alert(1)',
  ])
    refuseForeign(renderMarkdown(text))
})

test('nothing in it has an id or a class that a page could mistake for its own', () => {
  const html = renderMarkdown('# document\n\n```x onload y\ncode\n```\n\n[a](#b)')
  assert.doesNotMatch(html, / (id|name)=/)
  assert.match(html, /<code class="language-x">/)
})

test('a text too long to render is shown as it was written', () => {
  const text = `${'['.repeat(1_000_000)}<b>`
  assert.equal(renderMarkdown(text), `<pre>${'['.repeat(1_000_000)}&lt;b&gt;</pre>`)
  assert.match(renderMarkdown('*'.repeat(MAX_RENDERED + 1)), /^<pre>/)
})

test('the longest texts that are rendered come to an end, whatever they hold', () => {
  for (const part of [
    '[',
    '![',
    '*a ',
    '**',
    '_a*',
    '`',
    '<',
    '<a',
    '> ',
    '- ',
    ' - a\n',
    '|a',
    '[a](',
    '&#x',
    'a@b.c ',
  ]) {
    assert.match(renderMarkdown(part.repeat(MAX_RENDERED / part.length)), /^</, part)
  }
})

test('the usual is rendered as usual', () => {
  assert.equal(
    renderMarkdown('Add *one* thing\n\nSee `x < y` & https://example.com\n'),
    '<p>Add <em>one</em> thing</p>\n<p>See <code>x &lt; y</code> &amp; ' +
      '<a href="https://example.com" rel="nofollow">https://example.com</a></p>',
  )
  assert.equal(renderMarkdown('README.md of ada@example.com'), '<p>README.md of ada@example.com</p>')
  assert.equal(preformatted('a  <b>\n'), '<pre>a  &lt;b&gt;\n</pre>')
})

test('a little text does not become a large table', () => {
  const columns = 4000
  const text = `${'|a'.repeat(columns)}|\n${'|-'.repeat(columns)}|\n${'|\n'.repeat(8000)}`
  assert.ok(renderMarkdown(text).length < 5 * text.length)
  assert.match(renderMarkdown('|a|b|\n|-|-|\n|1|2|\n'), /^<table>/)
})

test('between two long texts others have their turn', async () => {
  const texts = Array.from({ length: 20 }, (_, n) => `${n} ${'*a '.repeat(3000)}`)
  let turns = 0
  const counting = setInterval(() => turns++, 0)
  const htmls = await Promise.all(texts.map(text => renderInTurn(text)))
  clearInterval(counting)
  assert.ok(turns >= 5, `${turns} turns`)
  assert.deepEqual(
    htmls,
    texts.map(text => renderMarkdown(text)),
  )
  assert.equal(typeof renderInTurn('short'), 'string')
  assert.equal(renderInTurn(texts[0]!), htmls[0])
})
