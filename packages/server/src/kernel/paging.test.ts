import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askedByGet, envelope, pageRequest } from './paging.ts'

const LIST = { pagelen: 10, max: 50, style: 'list' } as const
const ITERATOR = { pagelen: 30, max: 100, style: 'iterator' } as const
const asked = (query: string, paging: typeof LIST | typeof ITERATOR = LIST) =>
  pageRequest(new URLSearchParams(query), paging)
const HERE = new URL('http://pail.test/2.0/things?q=a+%3D+%22b%26c%22&fields=%2Bvalues.x&page=2&pagelen=2')

test('a page that is no number from 1 on is refused', () => {
  assert.throws(() => asked('page=0'), { message: 'Invalid page' })
  assert.throws(() => asked('page=-1'), { message: 'Invalid page' })
  assert.throws(() => asked('page=2/'), { message: 'Invalid page' })
  assert.throws(() => asked('page=1.5'), { message: 'Invalid page' })
  assert.throws(() => asked('page=1e3'), { message: 'Invalid page' })
  assert.throws(() => asked('page=99999999999999999999'), { message: 'Invalid page' })
  assert.throws(() => asked('page=2%00'), { message: 'Invalid page' })
})
test('a page length that is none, or more than the resource gives, is refused and never cut', () => {
  assert.throws(() => asked('pagelen=0'), { message: 'Invalid pagelen' })
  assert.throws(() => asked('pagelen=ten'), { message: 'Invalid pagelen' })
  assert.throws(() => asked('pagelen=51'), { message: 'Invalid pagelen' })
})
test('what is not said is the first page of the usual length', () => {
  assert.deepEqual(asked(''), { page: 1, pagelen: 10 })
  assert.deepEqual(asked('page=&pagelen='), { page: 1, pagelen: 10 })
  assert.deepEqual(asked('page=3&pagelen=50'), { page: 3, pagelen: 50 })
})
test('an iterator takes any token for its page', () => {
  assert.deepEqual(asked('page=8xhd', ITERATOR), { page: 1, pagelen: 30, token: '8xhd' })
  assert.deepEqual(asked('', ITERATOR), { page: 1, pagelen: 30 })
})
test('the pages around are linked, with every parameter of the request', () => {
  const page = { values: [], pagelen: 2, page: 2, size: 6 }
  assert.deepEqual(envelope(page, { page: 2, pagelen: 2 }, HERE, LIST), {
    pagelen: 2,
    size: 6,
    page: 2,
    next: 'http://pail.test/2.0/things?q=a+%3D+%22b%26c%22&fields=%2Bvalues.x&page=3&pagelen=2',
    previous: 'http://pail.test/2.0/things?q=a+%3D+%22b%26c%22&fields=%2Bvalues.x&page=1&pagelen=2',
  })
})
test('the last page links none behind it, nor does one past the end', () => {
  const at = (page: number) => envelope({ values: [], pagelen: 2, size: 6 }, { page, pagelen: 2 }, HERE, LIST)
  assert.ok(!('next' in at(3)))
  assert.ok(!('next' in at(4)))
  assert.ok('previous' in at(4))
})
test('an iterator tells no number and no size', () => {
  const page = { values: [], pagelen: 30, next: 'a+b' }
  assert.deepEqual(envelope(page, { page: 1, pagelen: 30 }, new URL('http://pail.test/x'), ITERATOR), {
    pagelen: 30,
    next: 'http://pail.test/x?page=a%2Bb',
  })
})
test('what a body asked for stands in the address of the page behind, once', () => {
  const here = new URL('http://pail.test/x?include=a&pagelen=5')
  const { href } = askedByGet(here, { include: ['a', 'b/c'], exclude: 'd', path: 'e' })
  assert.equal(href, 'http://pail.test/x?include=a&pagelen=5&include=b%2Fc&exclude=d&path=e')
  assert.equal(here.search, '?include=a&pagelen=5')
})
