import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Invalid } from '@pail/failures'
import { MAX_DEPTH, MAX_LENGTH, MAX_LIST, MAX_TERMS } from './limits.ts'
import { mentions } from './mentions.ts'
import { parseQuery } from './parse-query.ts'
import type { Query } from './query.ts'

/** The query with every parenthesis written out. */
function shown(query: Query | null): string {
  if (query?.kind !== 'term') return query ? `(${query.of.map(shown).join(` ${query.kind} `)})` : 'nothing'
  const values = query.values.map(({ kind, value }) => (kind === 'time' ? value : JSON.stringify(value)))
  return `${query.path} ${query.operator} ${values.join(',')}`
}

const refuses = (text: string, detail: RegExp) =>
  assert.throws(
    () => parseQuery(text),
    (error: Invalid) => {
      assert.equal(error.message, 'Invalid query')
      assert.match(String(error.particulars.detail), detail)
      return error instanceof Invalid
    },
  )

test('a query that breaks off names the place', () => {
  refuses('name =', /^Expected a value at character 7$/)
  refuses('name', /^Expected an operator at character 5$/)
  refuses('(name = "a"', /^Expected \) at character 12$/)
  refuses('name = "a" AND', /^Expected a field at character 15$/)
  refuses('a NOT', /^Expected IN at character 6$/)
  refuses('a IN (1', /^Expected \) at character 8$/)
})

test('a query with something extra names the place and the text', () => {
  refuses('name = "a" name', /^Expected AND, OR or the end at character 12: name$/)
  refuses('a = 1)', /^Expected AND, OR or the end at character 6: \)$/)
  refuses('a == 1', /^Expected a value at character 4: =$/)
  refuses('a ! 1', /at character 3: !$/)
  refuses("a = 'b'", /at character 5: 'b'$/)
  refuses('a = b', /^Expected a value at character 5: b$/)
  refuses('a = 1; drop table users', /at character 6: ;$/)
  refuses('a IN ()', /^Expected a value at character 7: \)$/)
})

test('a string ends, and holds no NUL', () => {
  refuses('name = "abc', /^A string has no end at character 8: "abc$/)
  refuses('name = "abc\\"', /^A string has no end at character 8/)
  refuses('name = "a\0c"', /^A string holds a NUL at character 8$/)
})

test('times and numbers exist', () => {
  refuses('a > 2026-02-30', /^There is no such time at character 5: 2026-02-30$/)
  refuses('a > 2026-01-01T25:00:00Z', /^There is no such time/)
  refuses('a > 2026-01-01T00:00:00+99:00', /^There is no such time/)
  refuses('a = 1.2.3', /at character 5: 1.2.3$/)
  refuses('a = 1e999', /^A number is too large at character 5: 1e999$/)
})

test('null is compared with = and != only', () => {
  refuses('a > null', /^null is compared with = or != only at character 5: null$/)
  refuses('a ~ null', /^null is compared/)
  refuses('a IN (1, null)', /^null is compared .* at character 10: null$/)
})

test('length, depth, comparisons and lists have limits', () => {
  refuses(`a = "${'x'.repeat(MAX_LENGTH)}"`, /at most 4096 characters/)
  refuses(`${'('.repeat(MAX_DEPTH + 1)}a=1${')'.repeat(MAX_DEPTH + 1)}`, /at most 30 deep/)
  refuses(
    Array(MAX_TERMS + 1)
      .fill('a=1')
      .join(' or '),
    /at most 200 comparisons/,
  )
  refuses(
    `a in (${Array(MAX_LIST + 1)
      .fill('1')
      .join()})`,
    /at most 90 values/,
  )
})

test('what lies within the limits is read', () => {
  assert.ok(parseQuery(`a = "${'x'.repeat(MAX_LENGTH - 6)}"`))
  assert.ok(parseQuery(`${'('.repeat(MAX_DEPTH)}a=1${')'.repeat(MAX_DEPTH)}`))
  assert.ok(parseQuery(Array(MAX_TERMS).fill('a=1').join(' or ')))
  assert.ok(parseQuery(`a in (${Array(MAX_LIST).fill('1').join()})`))
})

test('an absent or blank query asks for nothing', () => {
  assert.equal(parseQuery(null), null)
  assert.equal(parseQuery(undefined), null)
  assert.equal(parseQuery(''), null)
  assert.equal(parseQuery('  '), null)
})

test('AND binds tighter than OR, and parentheses tighter still', () => {
  assert.equal(shown(parseQuery('a=1 OR b=2 AND c=3')), '(a = 1 or (b = 2 and c = 3))')
  assert.equal(shown(parseQuery('(a=1 or b=2) and c=3')), '((a = 1 or b = 2) and c = 3)')
  assert.equal(shown(parseQuery('a=1 And b=2 aNd ((c=3))')), '(a = 1 and b = 2 and c = 3)')
})

test('every operator is read, with or without spaces', () => {
  assert.equal(
    shown(parseQuery('a=1 and b!=1 and c>1 and d>=1 and e<1 and f<=1')),
    '(a = 1 and b != 1 and c > 1 and d >= 1 and e < 1 and f <= 1)',
  )
  assert.equal(shown(parseQuery('a~"x" and b !~ "x"')), '(a ~ "x" and b !~ "x")')
  assert.equal(shown(parseQuery('a in ("x", "y") and b NOT IN (1,2)')), '(a in "x","y" and b not in 1,2)')
})

test('every kind of value is read', () => {
  assert.equal(
    shown(parseQuery('a = -1.5 or b = TRUE or c = false or d = null or e = 2e3')),
    '(a = -1.5 or b = true or c = false or d = null or e = 2000)',
  )
  assert.equal(shown(parseQuery(String.raw`a = "say \"hi\" \\ C:\dir"`)), String.raw`a = "say \"hi\" \\ C:\\dir"`)
  assert.equal(shown(parseQuery('a = "a and (b) or 😀"')), 'a = "a and (b) or 😀"')
})

test('times are UTC unless they say otherwise', () => {
  assert.equal(shown(parseQuery('a > 2026-11-21')), 'a > 2026-11-21T00:00:00.000Z')
  assert.equal(shown(parseQuery('a > 2026-11-21T02:24:38')), 'a > 2026-11-21T02:24:38.000Z')
  assert.equal(shown(parseQuery('a > 2026-11-21T02:24:38.123987+02:00')), 'a > 2026-11-21T00:24:38.123Z')
  assert.equal(shown(parseQuery('a > 2026-11-21T02:24-0530 and b = 1')), '(a > 2026-11-21T07:54:00.000Z and b = 1)')
})

test('an offset whose plus became a space in the URL is read', () => {
  assert.equal(shown(parseQuery('a > 2026-11-21T02:24:38 02:00')), 'a > 2026-11-21T00:24:38.000Z')
})

test('a field may be called like a keyword or like a member of every object', () => {
  assert.equal(shown(parseQuery('in in ("a")')), 'in in "a"')
  assert.equal(shown(parseQuery('__proto__.constructor = 1')), '__proto__.constructor = 1')
})

test('a query is frozen to its leaves', () => {
  const query = parseQuery('a = 1 and b = 2')
  assert.ok(query?.kind === 'and' && Object.isFrozen(query) && Object.isFrozen(query.of))
  assert.ok(
    query.of[0]?.kind === 'term' && Object.isFrozen(query.of[0].values) && Object.isFrozen(query.of[0].values[0]),
  )
})

test('a query knows the fields it mentions', () => {
  assert.equal(mentions(parseQuery('a = 1 or (b = 2 and state = "OPEN")'), 'state'), true)
  assert.equal(mentions(parseQuery('a = "state"'), 'state'), false)
  assert.equal(mentions(null, 'state'), false)
})

test('hostile texts of the greatest length are refused', () => {
  for (const text of ['"\\', '(', '1', 'a.', '((a=1) or ', ' ', '"', '2026-01-01 ', 'in ', '\\"'])
    assert.throws(() => parseQuery(`a = ${text.repeat(MAX_LENGTH / text.length - 4)}!`), Invalid)
})
