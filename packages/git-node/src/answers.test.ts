import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Answers } from './answers.ts'

const patient = new AbortController().signal
const wish = (signal = patient) => ({ key: ['sum', '1', '2'], signal, weigh: () => 10 })

test('work that nobody wants any more is aborted, and begun anew for the next', async () => {
  const answers = new Answers()
  const gone = new AbortController()
  let seen: AbortSignal | undefined
  const first = answers.get(wish(gone.signal), signal => {
    seen = signal
    return new Promise(() => {})
  })
  gone.abort()
  await assert.rejects(first, { name: 'AbortError' })
  assert.equal(seen!.aborted, true)
  assert.equal(await answers.get(wish(), async () => 3), 3)
})

test('one who leaves does not take the work from another', async () => {
  const answers = new Answers()
  const gone = new AbortController()
  const work = Promise.withResolvers<number>()
  const left = answers.get(wish(gone.signal), () => work.promise)
  const stays = answers.get(wish(), () => assert.fail())
  gone.abort()
  work.resolve(3)
  await assert.rejects(left)
  assert.equal(await stays, 3)
})

test('a failure is not remembered', async () => {
  const answers = new Answers()
  await assert.rejects(answers.get(wish(), () => Promise.reject(new Error('no'))))
  assert.equal(await answers.get(wish(), async () => 3), 3)
})

test('an answer is worked out once, for those who wait and for those who come later', async () => {
  const answers = new Answers()
  let works = 0
  const ask = () => answers.get(wish(), async () => ++works)
  assert.deepEqual([...(await Promise.all([ask(), ask()])), await ask()], [1, 1, 1])
})
