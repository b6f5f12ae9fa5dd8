import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RefSnapshot } from '@pail/git'
import { RefCache } from './ref-cache.ts'

/** A node that answers when it is told to, with what is true when it is asked. */
function slowNode() {
  const asked: { etag: string | undefined; answer: () => void; fail: () => void }[] = []
  let state = 0
  const cache = new RefCache(
    (_, known) =>
      new Promise<RefSnapshot>((resolve, reject) => {
        const now: RefSnapshot = { etag: String(state), head: null, refs: [] }
        const answer = () => resolve(known?.etag === now.etag ? known : now)
        asked.push({ etag: known?.etag, answer, fail: () => reject(new Error('gone')) })
      }),
  )
  return { cache, asked, change: () => void state++ }
}

const tick = () => new Promise(resolve => setImmediate(resolve))

test('a call never gets an answer to a question that was put before it', async () => {
  const { cache, asked, change } = slowNode()
  const before = cache.get('a')
  change()
  const after = cache.get('a')
  asked[0]!.answer()
  assert.equal((await before).etag, '0')
  await tick()
  asked[1]!.answer()
  assert.equal((await after).etag, '1')
})

test('calls that come while a question is under way share the next one', async () => {
  const { cache, asked } = slowNode()
  const calls = Array.from({ length: 100 }, () => cache.get('a'))
  asked[0]!.answer()
  await tick()
  asked[1]!.answer()
  await Promise.all(calls)
  assert.equal(asked.length, 2)
})

test('a failure is told to those who asked, and to nobody after them', async () => {
  const { cache, asked } = slowNode()
  const first = cache.get('a')
  const second = cache.get('a')
  asked[0]!.fail()
  await assert.rejects(first)
  await tick()
  asked[1]!.answer()
  assert.equal((await second).etag, '0')
})

test('what has not changed is not sent again', async () => {
  const { cache, asked } = slowNode()
  const first = cache.get('a')
  asked[0]!.answer()
  const known = await first
  const second = cache.get('a')
  asked[1]!.answer()
  assert.equal(asked[1]!.etag, '0')
  assert.equal(await second, known)
})
