import assert from 'node:assert/strict'
import { test } from 'node:test'
import { areLimits, readLimits } from './groups.ts'
import { identityOf } from './identity.ts'
import { LENGTH_MS, leftIn, waitIn, windowAt } from './window.ts'

const HALF = LENGTH_MS / 2

test('an hour that runs goes on, one that is over begins anew and remembers the one before', () => {
  assert.deepEqual(windowAt(1000, undefined), { start: 1000, taken: 0, before: 0 })
  const window = { start: 1000, taken: 7, before: 3 }
  assert.equal(windowAt(1000 + LENGTH_MS - 1, window), window)
  assert.deepEqual(windowAt(1000 + LENGTH_MS, window), { start: 1000 + LENGTH_MS, taken: 0, before: 7 })
  assert.deepEqual(windowAt(1000 + 2 * LENGTH_MS, window), { start: 1000 + 2 * LENGTH_MS, taken: 0, before: 0 })
})

test('what was asked for in the hour before counts less and less', () => {
  const window = { start: 0, taken: 10, before: 60 }
  assert.equal(leftIn(window, 60, 0), 0)
  assert.equal(leftIn(window, 60, HALF), 20)
  assert.equal(leftIn(window, 60, LENGTH_MS), 50)
})

test('after the wait that is told there is room for one more, and not before', () => {
  for (const window of [
    { start: 0, taken: 10, before: 60 },
    { start: 0, taken: 60, before: 0 },
    { start: 0, taken: 60, before: 60 },
  ]) {
    const wait = waitIn(window, 60, 0)
    assert.ok(wait > 0)
    const [then, sooner] = [wait + 1, wait - 1000]
    assert.ok(leftIn(windowAt(then, window), 60, then) >= 1)
    assert.equal(leftIn(windowAt(sooner, window), 60, sooner), 0)
  }
  assert.equal(waitIn({ start: 0, taken: 1, before: 0 }, 60, 0), 0)
})

test('limits are those of the real service, none, or those that are named', () => {
  assert.equal(readLimits('off'), undefined)
  assert.equal(readLimits('on')?.anonymous, 60)
  assert.deepEqual(readLimits('anonymous=5,git=10'), { anonymous: 5, git: 10 })
  assert.equal(areLimits('anonymous=5,git=10'), true)
  assert.equal(areLimits('everything=5'), false)
  assert.equal(areLimits('api=0'), false)
  assert.equal(areLimits('api'), false)
  assert.equal(areLimits('constructor=1'), false)
})

test('nobody in particular is counted by address, in IPv6 by its first half', () => {
  assert.equal(identityOf(undefined, '192.0.2.7'), 'address:192.0.2.7')
  assert.equal(identityOf(undefined, '2001:db8:1:2:3:4:5:6'), 'address:2001:db8:1:2')
  assert.equal(identityOf(undefined, '2001:db8:1:2::9'), 'address:2001:db8:1:2')
  assert.equal(identityOf(undefined, '2001:db8::1'), 'address:2001:db8:0:0')
  assert.equal(identityOf(undefined, '::1'), 'address:0:0:0:0')
})
