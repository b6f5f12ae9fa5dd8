import assert from 'node:assert/strict'
import { test } from 'node:test'
import { together } from './together.ts'

test('what cannot be done is refused to whoever asked for it, and to nobody else', async () => {
  const done: number[] = []
  const ask = together<number>(async all => {
    if (all.includes(2)) throw new Error('not two')
    done.push(...all)
  })
  const outcomes = await Promise.allSettled([1, 2, 3].map(ask))
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  )
  assert.deepEqual(done, [1, 3])
  await ask(4)
  assert.deepEqual(done, [1, 3, 4])
})

test('what is asked for meanwhile is done in one turn, in the order in which it was asked for', async () => {
  const turns: (readonly number[])[] = []
  const first = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  const ask = together<number>(async all => {
    turns.push(all)
    begun.resolve()
    await first.promise
  })
  const one = ask(1)
  await begun.promise
  const others = [2, 3, 4].map(ask)
  first.resolve()
  await Promise.all([one, ...others])
  assert.deepEqual(turns, [[1], [2, 3, 4]])
})
