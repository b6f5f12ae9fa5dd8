import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { Budget, type Waiting } from './budget.ts'

/** Runs with a clock that goes on only when somebody waits, and tells how long they waited. */
async function timed(work: (waits: Waiting[]) => Promise<void>): Promise<void> {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 })
  const waits: Waiting[] = []
  const going = { on: true }
  const done = work(waits).finally(() => {
    going.on = false
  })
  while (going.on) {
    await new Promise(setImmediate)
    mock.timers.tick(1000)
  }
  mock.timers.reset()
  await done
}

test('without a limit nobody waits, and the cloud has one', async () => {
  const free = Budget.of('http://pail.test')
  for (let count = 0; count < 5000; count++) await free.take()
  assert.equal(free.perHour, Number.POSITIVE_INFINITY)
  assert.equal(Budget.of('https://api.bitbucket.org').perHour, 1000)
})

test('who has asked as often as an hour allows waits until the first is an hour ago', () =>
  timed(async waits => {
    const budget = new Budget({ perHour: 3, onWait: waiting => waits.push(waiting) })
    for (let count = 0; count < 3; count++) await budget.take()
    assert.equal(waits.length, 0)
    await budget.take()
    const { reason, seconds } = waits[0]!
    assert.equal(reason, 'limit')
    assert.ok(seconds > 3590 && seconds < 3601)
  }))

test('the limit is learnt from answers, and what is left near it is spread', () =>
  timed(async waits => {
    const budget = new Budget({ onWait: waiting => waits.push(waiting) })
    budget.heed(new Headers({ 'x-ratelimit-limit': '3600', 'x-ratelimit-nearlimit': 'true' }))
    assert.equal(budget.perHour, 3600)
    await budget.take()
    await budget.take()
    assert.deepEqual(
      waits.map(({ seconds }) => Math.round(seconds)),
      [1],
    )
  }))

test('a limit with its window behind it is read', () => {
  const budget = new Budget()
  budget.heed(new Headers({ 'x-ratelimit-limit': '60, 60;w=3600' }))
  assert.equal(budget.perHour, 60)
})

test('where nothing is left until a moment, all wait for it', () =>
  timed(async waits => {
    const budget = new Budget({ onWait: waiting => waits.push(waiting) })
    budget.heed(new Headers({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '40' }))
    await budget.take()
    assert.deepEqual(waits, [{ reason: 'asked', seconds: 40 }])
  }))

test('whoever is refused without a word of when to come again has asked as often as an hour allows', () =>
  timed(async waits => {
    const budget = new Budget({ onWait: waiting => waits.push(waiting) })
    for (let count = 0; count < 1200; count++) await budget.take()
    budget.learn()
    assert.equal(budget.perHour, 1200)
    await budget.take()
    assert.ok(waits[0]!.seconds > 3590)
    const early = new Budget()
    early.learn()
    assert.equal(early.perHour, 1000)
  }))

test('a pause asked of one is a pause for all', () =>
  timed(async waits => {
    const budget = new Budget({ onWait: waiting => waits.push(waiting) })
    budget.hold(30)
    await Promise.all([budget.take(), budget.take()])
    assert.deepEqual(
      waits.slice(0, 2).map(({ reason }) => reason),
      ['asked', 'asked'],
    )
  }))

test('whoever gives up waits no longer', async () => {
  const budget = new Budget()
  budget.hold(3600)
  await assert.rejects(budget.take(AbortSignal.abort()), { name: 'AbortError' })
})
