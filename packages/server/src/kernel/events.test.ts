import assert from 'node:assert/strict'
import { after, afterEach, test } from 'node:test'
import { openTestForge } from '@pail/testkit'
import { later } from './clock.ts'
import { publish, type Reaction } from './events.ts'
import { startWorker, type Worker } from './worker.ts'

const forge = await openTestForge()
const { database } = forge
const workers: Worker[] = []
after(async () => {
  await forge.git.close()
  await database.close()
})
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.stop()
  await database.writer.deleteFrom('events').execute()
})

const announce = (key: string, payload = {}) => database.transact(tx => publish(tx, key, payload))
const waiting = () => database.reader.selectFrom('events').where('handled_on', 'is', null).selectAll().execute()
const unlock = () =>
  database.writer
    .updateTable('events')
    .set({ locked_until: later(-1) })
    .execute()

/** Lets a worker with these reactions do all there is to do. */
async function work(reactions: Record<string, Reaction>): Promise<void> {
  const worker = startWorker(forge, {
    jobs: [],
    reactions: new Map(Object.entries(reactions).map(([k, r]) => [k, [r]])),
  })
  workers.push(worker)
  await worker.drain()
}

test('an event of a transaction that is rolled back was never announced', async () => {
  const failing = database.transact(async tx => {
    await publish(tx, 'repo:push', {})
    throw new Error('changed my mind')
  })
  await assert.rejects(failing, /changed my mind/)
  assert.deepEqual(await waiting(), [])
})

test('an event that nobody reacts to is done with', async () => {
  await announce('repo:push')
  await work({})
  assert.deepEqual(await waiting(), [])
})

test('events reach their reactions in order, with what was said of them', async () => {
  const seen: unknown[] = []
  await announce('repo:push', { repository: 'a' })
  await announce('repo:updated')
  await announce('repo:push', { repository: 'b' })
  await work({ 'repo:push': async ({ key, payload }) => void seen.push([key, payload]) })
  assert.deepEqual(seen, [
    ['repo:push', { repository: 'a' }],
    ['repo:push', { repository: 'b' }],
  ])
  assert.deepEqual(await waiting(), [])
})

test('a reaction that fails is given the event again, and others do not wait for that', async () => {
  const seen: string[] = []
  let fails = true
  const reactions: Record<string, Reaction> = {
    bad: async () => {
      if (fails) throw new Error('not now')
      seen.push('bad')
    },
    good: async () => void seen.push('good'),
  }
  for (let i = 0; i < 101; i++) await announce('bad')
  await announce('good')
  await work(reactions)
  assert.deepEqual(seen, ['good'])
  assert.equal((await waiting()).length, 101)
  fails = false
  await unlock()
  await work(reactions)
  assert.equal(seen.length, 102)
  assert.deepEqual(await waiting(), [])
})

test('an event is handed over by one of several workers', async () => {
  let count = 0
  for (let i = 0; i < 20; i++) await announce('repo:push')
  const reactions = { 'repo:push': async () => void count++ }
  await Promise.all([work(reactions), work(reactions), work(reactions)])
  assert.equal(count, 20)
})

test('what a worker took and never finished goes to another', async () => {
  await announce('repo:push')
  await database.writer
    .updateTable('events')
    .set({ locked_until: later(60) })
    .execute()
  let count = 0
  await work({ 'repo:push': async () => void count++ })
  assert.equal(count, 0)
  await unlock()
  await work({ 'repo:push': async () => void count++ })
  assert.equal(count, 1)
})

test('an announcement wakes the worker', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  await work({ 'repo:push': async () => resolve() })
  await announce('repo:push')
  await promise
})

test('handled events are forgotten after a while', async () => {
  await announce('repo:push')
  await work({})
  await database.writer
    .updateTable('events')
    .set({ handled_on: later(-8 * 24 * 3600) })
    .execute()
  await announce('repo:updated')
  await work({})
  const rows = await database.reader.selectFrom('events').select('key').execute()
  assert.deepEqual(rows, [{ key: 'repo:updated' }])
})
