import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pauseBefore, retryAfter, Unreachable } from './retry.ts'

const on = { attempt: 0, longest: 60, random: () => 0.5 }
const answered = (status: number, headers: Record<string, string> = {}) => ({ status, headers: new Headers(headers) })
const failed = (code: string) => ({ failure: new TypeError('fetch failed', { cause: { code } }) })

test('what is refused for good is not sent again', () => {
  for (const status of [400, 401, 403, 404, 409, 410, 501])
    assert.equal(pauseBefore('GET', answered(status), on), undefined)
})

test('what creates is sent again only when it cannot have arrived', () => {
  assert.equal(pauseBefore('POST', answered(503, { 'retry-after': '1' }), on), undefined)
  assert.equal(pauseBefore('POST', failed('ECONNRESET'), on), undefined)
  assert.equal(pauseBefore('POST', failed('ECONNREFUSED'), on), 0.5)
  assert.equal(pauseBefore('POST', answered(429, { 'retry-after': '3' }), on), 3)
})

test('what was aborted, or leads nowhere, is not sent again', () => {
  assert.equal(pauseBefore('GET', { failure: new DOMException('', 'AbortError') }, on), undefined)
  assert.equal(pauseBefore('GET', { failure: new Unreachable() }, on), undefined)
})

test('failures that pass are waited out, longer each time', () => {
  for (const status of [408, 500, 502, 503, 504, 555]) assert.equal(pauseBefore('DELETE', answered(status), on), 0.5)
  assert.equal(pauseBefore('GET', failed('ECONNRESET'), { ...on, attempt: 3 }), 4)
  assert.equal(pauseBefore('GET', { failure: new DOMException('', 'TimeoutError') }, on), 0.5)
  assert.equal(pauseBefore('GET', answered(500), { ...on, attempt: 20 }), 60)
})

test('a pause that is asked for is kept, and one that is too long is left to the caller', () => {
  assert.equal(pauseBefore('GET', answered(429), on), 5)
  assert.equal(pauseBefore('GET', answered(429, { 'retry-after': '60' }), on), 60)
  assert.equal(pauseBefore('GET', answered(429, { 'retry-after': '61' }), on), undefined)
})

test('the pause is read as seconds and as a date', () => {
  assert.equal(retryAfter(new Headers()), undefined)
  assert.equal(retryAfter(new Headers({ 'retry-after': 'soon' })), undefined)
  assert.equal(retryAfter(new Headers({ 'retry-after': '7' })), 7)
  const date = retryAfter(new Headers({ 'retry-after': new Date(Date.now() + 30_000).toUTCString() }))!
  assert.ok(date > 25 && date <= 30, `${date}`)
  assert.equal(retryAfter(new Headers({ 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' })), 0)
})
