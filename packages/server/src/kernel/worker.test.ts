import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openTestForge } from '@pail/testkit'
import { publish } from './events.ts'
import { enqueue, type Job } from './jobs.ts'
import { startWorker } from './worker.ts'

const forge = await openTestForge()
const { database } = forge
after(async () => {
  await forge.git.close()
  await database.close()
})

test('a worker that is stopped finishes the jobs at hand and begins no other', async () => {
  const started = Promise.withResolvers<void>()
  const release = Promise.withResolvers<void>()
  const ran: string[] = []
  const job: Job<{ name: string }> = {
    kind: 'slow',
    async run({ name }) {
      started.resolve()
      await release.promise
      ran.push(name)
    },
  }
  for (const name of ['one', 'two', 'three']) await database.transact(tx => enqueue(tx, job, { name }))
  const worker = startWorker(forge, { jobs: [job], reactions: new Map() })
  await started.promise
  const stopped = worker.stop()
  release.resolve()
  await stopped
  assert.ok(ran.includes('one') && !ran.includes('three'), String(ran))
  await database.writer.deleteFrom('jobs').execute()
})

test('a reaction may ask for a job, and a job may announce', async () => {
  const seen: string[] = []
  const job: Job<{ name: string }> = {
    kind: 'answer',
    run: async (_, { database }) => database.transact(tx => publish(tx, 'answered', {})),
  }
  const worker = startWorker(forge, {
    jobs: [job],
    reactions: new Map([
      ['asked', [(_, { database }) => database.transact(async tx => void (await enqueue(tx, job, { name: 'a' })))]],
      ['answered', [async ({ key }) => void seen.push(key)]],
    ]),
  })
  await database.transact(tx => publish(tx, 'asked', {}))
  await worker.drain()
  assert.deepEqual(seen, ['answered'])
  await worker.stop()
})

test('a worker goes on after the database was away for a moment', async () => {
  const seen: string[] = []
  let isAway = true
  const transact: typeof database.transact = work =>
    isAway ? Promise.reject(new Error('away')) : database.transact(work)
  const reactions = new Map([['back', [async () => void seen.push('back')]]])
  const worker = startWorker({ ...forge, database: { ...database, transact } }, { jobs: [], reactions })
  await database.transact(tx => publish(tx, 'back', {}))
  await assert.rejects(worker.drain(), /away/)
  isAway = false
  await worker.drain()
  assert.deepEqual(seen, ['back'])
  await worker.stop()
})

test('lanes go beside the jobs, so many at once, and end when the worker is stopped', async () => {
  const [begun, stopped] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let turns = 0
  const turn = async (_: unknown, signal: AbortSignal) => {
    if (++turns === 3) begun.resolve()
    signal.addEventListener('abort', () => stopped.resolve())
    await stopped.promise
    return 0
  }
  const worker = startWorker(forge, { jobs: [], reactions: new Map(), lanes: [{ abreast: 3, turn }] })
  await begun.promise
  await worker.stop()
  assert.equal(turns, 3)
})
