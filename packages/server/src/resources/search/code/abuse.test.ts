import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { fill, found } from './testing.ts'

const village = await openVillage({ PAIL_SEARCH: 'embedded' })
after(() => village.close())
const { ada } = village
const SEARCH = '/2.0/workspaces/acme/search/code'

before(async () => {
  const line = (number: number) => `${'ab'.repeat(40)} needle number${number}\n`
  const files = Array.from({ length: 60 }, (_, number) => [`src/${number}.txt`, line(number).repeat(40)])
  const long = { 'long.txt': 'a'.repeat(300_000), 'odd %_\\.txt': 'odd\n' }
  await fill(village, 'acme/site', { ...Object.fromEntries(files), ...long })
  await village.work()
})

const ask = (search_query: string, more: Record<string, string> = {}) =>
  ada.get(`${SEARCH}?${new URLSearchParams({ search_query, ...more })}`)

async function isRefused(key: string, query: string, more: Record<string, string> = {}): Promise<void> {
  const { status, body } = await ask(query, more)
  assert.deepEqual([status, body.error?.data?.key], [400, `search.query.${key}`], query.slice(0, 60))
}

test('queries that are larger than any question are refused with a key', async () => {
  await isRefused('too-long', 'a'.repeat(1_000_000))
  await isRefused('too-long', 'word '.repeat(200_000))
  await isRefused('too-many-terms', 'a '.repeat(999))
  await isRefused('too-many-terms', `needle ${'repo:x '.repeat(250)}`)
  await isRefused('too-many-terms', `"${'a '.repeat(500)}"`)
  await isRefused('too-deep', `${'('.repeat(900)}needle${')'.repeat(900)}`)
  await isRefused('term-too-long', 'a'.repeat(500))
})

test('queries that look for nothing are refused with a key', async () => {
  for (const query of ['"'.repeat(1999), 'AND '.repeat(490), '-needle', 'NOT (needle OR x)', '((((', '\ufffd'])
    await isRefused('no-term', query)
  await isRefused('term-too-short', 'ab', { match: 'substring' })
  await isRefused('no-term', '(a*)*', { match: 'regex' })
})

test('expressions that cost more than any answer are refused with a key', async () => {
  for (const expression of ['[^x]{1000}', '(a?){100}a{100}', '(a|b)*a(a|b){200}', 'a'.repeat(600)])
    await isRefused('costly-expression', expression, { match: 'regex' })
  for (const expression of ['(((a{9}){9}){9}){9}x', '(?<=a)b', '(a)\\1', 'a{2,1}', '(?P<n>a'])
    await isRefused('invalid-expression', expression, { match: 'regex' })
})

test('expressions that backtracking would never end with are answered', async () => {
  for (const expression of ['(a+)+$', '(a|a)*needles', '((a*)*)*c', '(.*)*(.*)*needle!', '(ab|a|b)*[!?]']) {
    const { status, body } = await ask(expression, { match: 'regex' })
    assert.equal(status, 200, JSON.stringify(body))
  }
  assert.equal((await ask('^(a+)+$', { match: 'regex' })).body.size, 1)
})

test('what is no text is refused before it is looked for', async () => {
  assert.equal((await ask('needle\0x')).status, 400)
  assert.equal((await ask('needle', { branch: 'a\0b' })).status, 400)
  for (const bytes of ['%ED%A0%80', '%FF%FE', '%C0%80'])
    assert.equal((await ada.get(`${SEARCH}?search_query=${bytes}`)).status, 400)
})

test('signs of query languages are text', async () => {
  for (const query of ["needle' OR 1=1 --", 'needle" AND "', 'needle*', 'needle NEAR number1', '{one many} : needle']) {
    const { status, body } = await ask(query)
    assert.equal(status, 200, `${query} ${JSON.stringify(body)}`)
  }
  assert.deepEqual(await found(ada, 'needle AND number7'), ['acme/site:src/7.txt'])
  assert.deepEqual(await found(ada, '%_\\', { match: 'substring' }), ['acme/site:odd %_\\.txt'])
  assert.deepEqual(await found(ada, 'odd path:"odd %_\\.txt"'), ['acme/site:odd %_\\.txt'])
})

test('pages far behind the last are empty, and those that are none are refused', async () => {
  for (const page of ['page=999999999', 'page=1000000&pagelen=100']) {
    const { status, body } = await ada.get(`${SEARCH}?search_query=needle&${page}`)
    assert.deepEqual([status, body.size, body.values], [200, 60, []])
  }
  for (const page of ['page=1e9', 'page=99999999999999999999', 'pagelen=1000000000', 'page=0x10', 'page=-0'])
    assert.equal((await ada.get(`${SEARCH}?search_query=needle&${page}`)).status, 400, page)
})

test('a hundred costly questions at once are answered, and so is everything else meanwhile', async () => {
  const costly = ['(a|b)*a(a|b){60}[!?]', 'ab.*number5', '"ab needle"', 'b+ needle']
  const asked = Array.from({ length: 100 }, (_, at) => ask(costly[at % 4]!, at % 2 ? {} : { match: 'regex' }))
  assert.deepEqual(await found(ada, 'number59'), ['acme/site:src/59.txt'])
  assert.equal((await ada.get('/2.0/repositories/acme/site')).status, 200)
  const statuses = new Set((await Promise.all(asked)).map(({ status }) => status))
  // Those who would have to wait for too long are told so.
  assert.deepEqual([...statuses.difference(new Set([200, 555]))], [])
  assert.ok(statuses.has(200))
})
