import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Answers } from './answers.ts'
import { Seats } from './seats.ts'

const patient = new AbortController().signal
const wish = (signal = patient) => ({ key: ['sum', '1', '2'], signal, weigh: () => 10 })

test('work that nobody wants any more is aborted, and begun anew for the next', async () => {
  const answers = new Answers(new Seats(2))
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
  const answers = new Answers(new Seats(2))
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
  const answers = new Answers(new Seats(2))
  await assert.rejects(answers.get(wish(), () => Promise.reject(new Error('no'))))
  assert.equal(await answers.get(wish(), async () => 3), 3)
})

test('an answer is worked out once, for those who wait and for those who come later', async () => {
  const answers = new Answers(new Seats(2))
  let works = 0
  const ask = () => answers.get(wish(), async () => ++works)
  assert.deepEqual([...(await Promise.all([ask(), ask()])), await ask()], [1, 1, 1])
})

test('no more works go on at once than may', async () => {
  const answers = new Answers(new Seats(2))
  const gate = Promise.withResolvers<void>()
  let [going, most] = [0, 0]
  const ask = (name: string) =>
    answers.get({ ...wish(), key: [name] }, async () => {
      most = Math.max(most, ++going)
      await gate.promise
      return going--
    })
  const all = Promise.all(['a', 'b', 'c', 'd'].map(ask))
  gate.resolve()
  await all
  assert.equal(most, 2)
})
