import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseQuery } from '@pail/query-language'
import { fields } from './fields.ts'
import { q } from './query.ts'
import { rootOf } from './root.ts'

test('what is no web address is refused', () => {
  assert.throws(() => rootOf('ftp://pail.test'), /no web address/)
  assert.throws(() => rootOf(''), TypeError)
})

test('a server is found by its host and by its API root', () => {
  for (const url of ['https://pail.test', 'https://pail.test/', 'https://pail.test/2.0', 'pail.test/2.0/'])
    assert.equal(rootOf(url), 'https://pail.test')
  assert.equal(rootOf('http://127.0.0.1:7990/bitbucket/2.0/'), 'http://127.0.0.1:7990/bitbucket')
  assert.equal(rootOf('https://bitbucket.org'), 'https://api.bitbucket.org')
})

test('values stand in a filter as the language writes them', () => {
  const since = new Date('2026-01-02T03:04:05Z')
  const filter = q`title ~ ${'say "hi" \\ bye'} AND updated_on > ${since} AND state IN ${['OPEN', 'MERGED']} AND draft = ${false}`
  assert.equal(
    String(filter),
    'title ~ "say \\"hi\\" \\\\ bye" AND updated_on > 2026-01-02T03:04:05.000Z AND state IN ("OPEN", "MERGED") AND draft = false',
  )
  assert.ok(parseQuery(String(filter)))
})

test('filters are joined with parentheses around them', () => {
  const [open, mine] = [q`state = "OPEN"`, q`author.uuid = ${'{x}'} OR draft = true`]
  assert.equal(`${q.all(open, undefined, mine)}`, '(state = "OPEN") AND (author.uuid = "{x}" OR draft = true)')
  assert.equal(`${q.any(open)}`, 'state = "OPEN"')
  assert.equal(`${q`${open} AND id > ${3}`}`, '(state = "OPEN") AND id > 3')
})

test('fields say what is wanted, more and fewer', () => {
  assert.equal(fields({ only: ['next', 'values.name'] }), 'next,values.name')
  assert.equal(fields({ more: ['a.b'], fewer: ['links'] }), '+a.b,-links')
})
