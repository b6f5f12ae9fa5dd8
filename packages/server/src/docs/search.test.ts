import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type How, MalformedQuery, parseCodeQuery } from '@pail/code-search'
import { openVillage } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const get = async (path: string) => village.fetch(new Request(`http://127.0.0.1${path}`))

/** What stands in the first column of the table that follows a heading. */
async function codesUnder(heading: string): Promise<string[]> {
  const text = await (await get('/docs/search')).text()
  const section = text.slice(text.indexOf(`<h2>${heading}</h2>`)).split('</table>')[0]!
  const shown = [...section.matchAll(/<th scope="row"><code>(.*?)<\/code>/g)].map(([, code]) => code!)
  assert.ok(shown.length > 4, heading)
  return shown.map(code => code.replaceAll('&quot;', '"').replaceAll('&gt;', '>'))
}

function keyOf(text: string, how?: How): unknown {
  try {
    parseCodeQuery(text, how)
  } catch (error) {
    assert.ok(error instanceof MalformedQuery)
    return error.particulars.data?.key
  }
}

test('the page about searching code is linked from the page of the operations, and back', async () => {
  assert.match(await (await get('/docs')).text(), /<a href="\/docs\/search">/)
  const { status, headers } = await get('/docs/search')
  assert.equal(status, 200)
  assert.equal(headers.get('content-type'), 'text/html; charset=utf-8')
  assert.match(headers.get('content-security-policy')!, /^default-src 'none'; style-src 'sha256-/)
  const [, operation] = /<a href="\/docs#([\w.]+)">/.exec(await (await get('/docs/search')).text())!
  assert.match(await (await get('/docs')).text(), new RegExp(`<details id="${operation}">`))
})

test('every example of the page is read as it stands', async () => {
  for (const term of await codesUnder('Terms')) assert.equal(parseCodeQuery(term).isSubstituted, false, term)
  for (const modifier of await codesUnder('Modifiers')) {
    const { query, isSubstituted } = parseCodeQuery(`foo ${modifier}`)
    assert.equal(isSubstituted, false, modifier)
    assert.equal(query.kind, 'and', modifier)
  }
})

test('every key of a refusal on the page is one that is given', async () => {
  const given = [
    keyOf(''),
    keyOf('repo:demo'),
    keyOf('x'.repeat(2001)),
    keyOf('a '.repeat(101)),
    keyOf('('.repeat(31) + 'a'),
    keyOf('x'.repeat(201)),
    keyOf('ab', { match: 'substring' }),
    keyOf('(', { match: 'regex' }),
    keyOf('a{999}', { match: 'regex' }),
  ]
  assert.deepEqual(
    (await codesUnder('Refusals')).map(key => `search.query.${key}`),
    given,
  )
})
