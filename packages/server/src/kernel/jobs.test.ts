import assert from 'node:assert/strict'
import { after, afterEach, test } from 'node:test'
import { openTestForge } from '@pail/testkit'
import { later, now } from './clock.ts'
import { enqueue, type Job } from './jobs.ts'
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
  await database.writer.deleteFrom('jobs').execute()
})

type Note = { text: string }
const rows = () => database.reader.selectFrom('jobs').selectAll().execute()
const makeDue = () => database.writer.updateTable('jobs').set({ run_after: now() }).execute()
const ask = (job: Job<Note>, text: string, when = {}) => database.transact(tx => enqueue(tx, job, { text }, when))
const delay = async () => {
  const [{ run_after } = { run_after: '' }] = await rows()
  return Math.round((Date.parse(run_after) - Date.now()) / 1000)
}

async function work(job: Job<Note>): Promise<void> {
  const worker = startWorker(forge, { jobs: [job], reactions: new Map() })
  workers.push(worker)
  await worker.drain()
}

/** A job that keeps what it was given, and fails as often as it is told to. */
function noting(failures = 0) {
  const notes: string[] = []
  let left = failures
  const job: Job<Note> = {
    kind: 'note',
    async run({ text }) {
      if (left-- > 0) throw new Error('no paper')
      notes.push(text)
    },
  }
  return { job, notes }
}

test('a job of a transaction that is rolled back is not there', async () => {
  const { job } = noting()
  const failing = database.transact(async tx => {
    await enqueue(tx, job, { text: 'a' })
    throw new Error('changed my mind')
  })
  await assert.rejects(failing, /changed my mind/)
  assert.deepEqual(await rows(), [])
})

test('a job runs once, with what it was given, and is gone', async () => {
  const { job, notes } = noting()
  await ask(job, 'a')
  await Promise.all([work(job), work(job)])
  assert.deepEqual(notes, ['a'])
  assert.deepEqual(await rows(), [])
})

test('a job does not run before its time', async () => {
  const { job, notes } = noting()
  await ask(job, 'later', { after: 60 })
  await work(job)
  assert.deepEqual(notes, [])
  await makeDue()
  await work(job)
  assert.deepEqual(notes, ['later'])
})

test('jobs that wait for servers of others keep no other job waiting', async () => {
  const answer = Promise.withResolvers<void>()
  const others: Job<Note> = { kind: 'others', waitsOutside: true, run: () => answer.promise }
  for (const text of ['a', 'b', 'c', 'd']) await ask(others, text)
  const done = Promise.withResolvers<string>()
  const ours: Job<Note> = { kind: 'ours', run: async ({ text }) => done.resolve(text) }
  await ask(ours, 'e')
  const worker = startWorker(forge, { jobs: [others, ours], reactions: new Map() })
  workers.push(worker)
  assert.equal(await done.promise, 'e')
  assert.equal((await rows()).filter(row => row.kind === 'others').length, 4)
  answer.resolve()
  await worker.drain()
  assert.deepEqual(await rows(), [])
})

test('a job that fails runs again, each time after twice the wait', async () => {
  const { job, notes } = noting(3)
  await ask(job, 'a')
  await work(job)
  assert.equal(await delay(), 5)
  assert.match((await rows())[0]?.last_error ?? '', /no paper/)
  await makeDue()
  await work(job)
  assert.equal(await delay(), 10)
  await makeDue()
  await work(job)
  assert.equal(await delay(), 20)
  await makeDue()
  await work(job)
  assert.deepEqual(notes, ['a'])
})

test('the wait has an end however often a job has failed', async () => {
  const { job } = noting(1)
  await ask(job, 'a')
  await database.writer.updateTable('jobs').set({ attempts: 2000 }).execute()
  await work(job)
  assert.equal(await delay(), 3600)
})

test('a job of an unknown kind waits for a program that knows it', async () => {
  await ask({ kind: 'unheard-of', run: async () => {} }, 'a')
  await work(noting().job)
  assert.match((await rows())[0]?.last_error ?? '', /unheard-of/)
})

test('jobs with one key are one job until it starts', async () => {
  const { job, notes } = noting()
  await ask(job, 'first', { key: 'k' })
  await ask(job, 'second', { key: 'k' })
  await ask(job, 'other', { key: 'l' })
  await ask(job, 'without')
  await ask(job, 'without')
  await work(job)
  assert.deepEqual(notes, ['first', 'other', 'without', 'without'])
})

test('what happens while a job runs asks for another run', async () => {
  const { job, notes } = noting()
  const asking: Job<Note> = {
    kind: 'note',
    async run(payload) {
      if (payload.text === 'first') await ask(job, 'meanwhile', { key: 'k' })
      await job.run(payload, forge)
    },
  }
  await ask(asking, 'first', { key: 'k' })
  await work(asking)
  assert.deepEqual(notes, ['first', 'meanwhile'])
})

test('a job whose process went away is taken over, and not before its lease has ended', async () => {
  const { job, notes } = noting()
  await ask(job, 'a')
  await database.writer
    .updateTable('jobs')
    .set({ locked_until: later(60) })
    .execute()
  await work(job)
  assert.deepEqual(notes, [])
  await database.writer
    .updateTable('jobs')
    .set({ locked_until: later(-1) })
    .execute()
  await work(job)
  assert.deepEqual(notes, ['a'])
})
