import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Presence } from './presence.ts'
import { Turns } from './turns.ts'

const never = new AbortController().signal
const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

test('nothing is dropped while a push is there', async () => {
  const presence = new Presence()
  const leave = await presence.enter('a')
  assert.equal(await presence.alone('a', never, async () => assert.fail()), false)
  leave()
  assert.equal(await presence.alone('a', never, async () => {}), true)
})

test('a push interrupts what is being dropped, and begins when that has ended', async () => {
  const presence = new Presence()
  let ended = false
  const alone = presence.alone('a', never, signal =>
    untilAborted(signal).finally(() => {
      ended = true
    }),
  )
  await presence.enter('a')
  assert.equal(ended, true)
  assert.equal(await alone, false)
})

test('other repositories go on', async () => {
  const presence = new Presence()
  await presence.enter('a')
  assert.equal(await presence.alone('b', never, async () => {}), true)
})

test('a visit ends once', async () => {
  const presence = new Presence()
  const leave = await presence.enter('a')
  const other = await presence.enter('a')
  leave()
  leave()
  assert.equal(await presence.alone('a', never, async () => {}), false)
  other()
})

test('turns of one key do not overlap, whatever becomes of the work', async () => {
  const turns = new Turns()
  const said: string[] = []
  const work =
    (name: string, fails = false) =>
    async () => {
      said.push(`${name} begins`)
      await new Promise(resolve => setImmediate(resolve))
      said.push(`${name} ends`)
      if (fails) throw new Error(name)
    }
  const first = turns.take('a', work('one', true))
  const second = turns.take('a', work('two'))
  await assert.rejects(first)
  await second
  assert.deepEqual(said, ['one begins', 'one ends', 'two begins', 'two ends'])
  assert.equal(turns.isTaken('a'), false)
})
