import assert from 'node:assert/strict'
import { after, afterEach, beforeEach, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { type Call, openReceiver } from '../testing.ts'
import { headersOf, outcomeOf, pauseAfter, signatureOf } from './delivery.ts'

const village = await openVillage({ PAIL_OUTBOUND_ALLOW: '127.0.0.1', PAIL_WEBHOOK_SECONDS: '1' })
const receiver = await openReceiver()
const { database } = village.forge
after(async () => {
  await village.close()
  await receiver.close()
})
const { ada, bob } = village
const site = '/2.0/repositories/acme/site'
const hooks = `${site}/hooks`
let uid = ''

beforeEach(async () => {
  await village.work()
  receiver.taken()
  uid = await make({})
})
afterEach(async () => {
  receiver.answers.splice(0)
  await database.writer.deleteFrom('webhooks').execute()
})

async function make(body: object, at = hooks): Promise<string> {
  const given = { url: receiver.url, events: ['repo:updated'], ...body }
  const { status, body: made } = await ada.post(at, given)
  assert.equal(status, 201, JSON.stringify(made))
  return made.uuid
}

/** Something to be told of; the description tells one from another. */
const happen = (description: string) => ada.put(site, { description })

/** Lets the pauses be over. */
async function hurry(): Promise<void> {
  const row = { due_on: '2020-01-01T00:00:00.000Z' }
  await database.writer.updateTable('webhooks').set(row).where('due_on', 'is not', null).execute()
  await village.work()
}

const told = (calls: readonly Call[]) =>
  calls.map(({ headers, body }) => [body.changes.description.new, headers['x-attempt-number']])

const deliveries = async (id = uid) =>
  (await ada.get(`/pail/1/repositories/acme/site/hooks/${id}/deliveries`)).body.values

const hookRow = async () => (await database.reader.selectFrom('webhooks').selectAll().execute())[0]!

test('a call is signed as the published example is', () => {
  const body = Buffer.from('Hello World!')
  const signature = 'sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9'
  assert.equal(signatureOf(body, "It's a Secret to Everybody"), signature)
  const called = { event: 'repo:push', hook: 'h', request: 'r', attempt: 2, eventOn: '2026-11-21T08:00:00.000Z' }
  assert.deepEqual(headersOf(called, body, undefined), {
    'Content-Type': 'application/json',
    'User-Agent': 'Bitbucket-Webhooks/2.0',
    'X-Event-Key': 'repo:push',
    'X-Hook-UUID': 'h',
    'X-Request-UUID': 'r',
    'X-Attempt-Number': '2',
    'X-Event-Time': 'Sat, 21 Nov 2026 08:00:00 GMT',
  })
})

test('what is worth another try gets two more, and the pauses grow to an hour', () => {
  const outcome = (status: number | null, number: number, error: string | null = null) =>
    outcomeOf({ status, number, error })
  assert.deepEqual(
    [outcome(200, 1), outcome(204, 3), outcome(302, 1), outcome(404, 1)],
    ['delivered', 'delivered', 'failed', 'failed'],
  )
  assert.deepEqual([outcome(500, 1), outcome(503, 2), outcome(500, 3)], [null, null, 'failed'])
  assert.deepEqual([outcome(null, 1, 'TIMEOUT'), outcome(null, 3, 'TIMEOUT')], [null, 'failed'])
  assert.equal(outcome(null, 1, 'FORBIDDEN'), 'failed')
  assert.deepEqual([pauseAfter(1), pauseAfter(5), pauseAfter(12), pauseAfter(1000)], [2, 32, 3600, 3600])
})

test('an event arrives with the headers that receivers know, signed over the very bytes', async () => {
  await ada.put(`${hooks}/${uid}`, { secret: 'hush' })
  await happen('signed')
  await village.work()
  const [call, ...more] = receiver.taken()
  assert.equal(more.length, 0)
  const { headers, raw, method, path } = call!
  assert.deepEqual([method, path], ['POST', '/hook'])
  assert.equal(headers['content-type'], 'application/json')
  assert.equal(headers['content-length'], String(raw.length))
  assert.equal(headers['user-agent'], 'Bitbucket-Webhooks/2.0')
  assert.equal(headers['x-event-key'], 'repo:updated')
  assert.equal(headers['x-hook-uuid'], uid.slice(1, -1))
  assert.match(headers['x-request-uuid'] as string, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  assert.equal(headers['x-attempt-number'], '1')
  assert.match(headers['x-event-time'] as string, /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/)
  assert.equal(headers['x-hub-signature'], signatureOf(raw, 'hush'))
})

test('without a secret nothing is signed', async () => {
  await happen('plain')
  await village.work()
  assert.equal(receiver.taken()[0]!.headers['x-hub-signature'], undefined)
})

test('a hook that is off, or asks for other events, is not called', async () => {
  await ada.put(`${hooks}/${uid}`, { active: false })
  await make({ events: ['repo:push'] })
  await happen('unheard')
  await village.work()
  assert.equal(receiver.taken().length, 0)
})

test('a failing receiver is called three times for one event, and then for the next', async () => {
  receiver.answers.push(500, 502, 503, 200)
  await happen('one')
  await happen('two')
  await village.work()
  assert.deepEqual(told(receiver.taken()), [['one', '1']])
  await hurry()
  await hurry()
  const more = receiver.taken()
  assert.deepEqual(told(more), [
    ['one', '2'],
    ['one', '3'],
  ])
  assert.equal(new Set(more.map(({ headers }) => headers['x-request-uuid'])).size, 1)
  await hurry()
  assert.deepEqual(told(receiver.taken()), [['two', '1']])
  assert.deepEqual(
    (await deliveries()).map((one: { state: string }) => one.state),
    ['DELIVERED', 'FAILED'],
  )
})

test('what is refused is not tried again, and a redirect is not followed', async () => {
  const other = await openReceiver()
  receiver.answers.push(404, response => response.writeHead(307, { location: other.url }).end())
  for (const word of ['refused', 'led away', 'well']) await happen(word)
  await village.work()
  assert.deepEqual(told(receiver.taken()), [
    ['refused', '1'],
    ['led away', '1'],
    ['well', '1'],
  ])
  assert.equal(other.calls.length, 0)
  assert.deepEqual(
    (await deliveries()).map((one: { attempts: { status: number }[] }) => one.attempts.map(({ status }) => status)),
    [[200], [307], [404]],
  )
  await other.close()
})

test('a receiver that says nothing is left after the time for it, and nothing is lost', async () => {
  receiver.answers.push(() => {})
  await happen('silent')
  await village.work()
  await hurry()
  assert.deepEqual(told(receiver.taken()), [
    ['silent', '1'],
    ['silent', '2'],
  ])
  const [{ state, attempts }] = await deliveries()
  assert.deepEqual([state, attempts[0].error, attempts[0].status], ['DELIVERED', 'TIMEOUT', null])
  assert.ok(attempts[0].duration_in_ms >= 900)
})

test('an answer that never ends, or drips, is cut off and counts by its status', async () => {
  await ada.put(`${hooks}/${uid}`, { history_enabled: true })
  receiver.answers.push(
    response => {
      const more = () => void (response.write('x'.repeat(65536)) ? setImmediate(more) : response.once('drain', more))
      more()
    },
    response => {
      const timer = setInterval(() => response.write('.'), 50)
      response.once('close', () => clearInterval(timer))
    },
  )
  await happen('endless')
  await happen('dripping')
  await village.work()
  const [dripping, endless] = await deliveries()
  assert.deepEqual([dripping.state, endless.state], ['DELIVERED', 'DELIVERED'])
  assert.equal(endless.attempts[0].response.body.length, 16 * 1024)
  assert.match(dripping.attempts[0].response.body, /^\.+$/)
})

test('where nobody answers, the pauses grow and the line stays in order', async () => {
  const { url } = receiver
  await receiver.close()
  for (const word of ['a', 'b', 'c', 'd']) await happen(word)
  await village.work()
  const pauses: number[] = []
  for (let tries = 1; tries < 4; tries++) {
    const { due_on, failures } = await hookRow()
    pauses.push(Math.round((Date.parse(due_on!) - Date.now()) / 1000))
    assert.equal(failures, tries)
    await hurry()
  }
  assert.deepEqual(pauses, [2, 4, 8])
  Object.assign(receiver, await openReceiver('127.0.0.1', Number(new URL(url).port)))
  await hurry()
  assert.deepEqual(told(receiver.taken()), [
    ['b', '2'],
    ['c', '1'],
    ['d', '1'],
  ])
  assert.deepEqual([(await hookRow()).failures, (await hookRow()).due_on], [0, null])
})

test('a change of a hook lets what waits be tried at once', async () => {
  receiver.answers.push(500)
  await happen('waiting')
  await village.work()
  receiver.taken()
  await ada.put(`${hooks}/${uid}`, { description: 'mended' })
  await village.work()
  assert.deepEqual(told(receiver.taken()), [['waiting', '2']])
})

test('a call that was made but not written down is made again under the same number', async () => {
  await happen('unmarked')
  await village.work()
  const [first] = receiver.taken()
  const row = { attempts: 0, outcome: null, finished_on: null }
  await database.writer.updateTable('webhook_deliveries').set(row).execute()
  await database.writer.deleteFrom('webhook_attempts').execute()
  const left = (locked_until: string) => ({ locked_until, due_on: '2020-01-01T00:00:00.000Z' })
  await database.writer.updateTable('webhooks').set(left('2999-01-01T00:00:00.000Z')).execute()
  await village.work()
  assert.equal(receiver.taken().length, 0)
  await database.writer.updateTable('webhooks').set(left('2020-01-01T00:00:00.000Z')).execute()
  await village.work()
  const [again, ...more] = receiver.taken()
  assert.deepEqual(more, [])
  assert.equal(again!.headers['x-attempt-number'], '1')
  assert.equal(again!.headers['x-request-uuid'], first!.headers['x-request-uuid'])
  assert.ok(again!.raw.equals(first!.raw))
})

test('an event that is handed over twice is sent once', async () => {
  await happen('once')
  await village.work()
  assert.equal(receiver.taken().length, 1)
  const { id } = await database.reader
    .selectFrom('events')
    .orderBy('id', 'desc')
    .limit(1)
    .select('id')
    .executeTakeFirstOrThrow()
  const row = { handled_on: null, locked_until: null }
  await database.writer.updateTable('events').set(row).where('id', '=', id).execute()
  await village.work()
  assert.equal(receiver.taken().length, 0)
})

test('what is sent is what was true when it happened', async () => {
  receiver.answers.push(500)
  await happen('then')
  await village.work()
  const before = receiver.taken()[0]!
  await ada.put(site, { website: 'https://example.com' })
  await hurry()
  const [again] = receiver.taken()
  assert.ok(again!.raw.equals(before.raw))
})

test('each of two hooks on a repository and its workspace is called, by the same name of the event', async () => {
  await make({ url: `${receiver.url}/workspace` }, '/2.0/workspaces/acme/hooks')
  await happen('both')
  await village.work()
  const calls = receiver.taken()
  assert.deepEqual(calls.map(({ path }) => path).sort(), ['/hook', '/hook/workspace'])
  assert.equal(new Set(calls.map(({ headers }) => headers['x-request-uuid'])).size, 1)
  assert.equal(new Set(calls.map(({ headers }) => headers['x-hook-uuid'])).size, 2)
})

test('the hook of a person hears what this person does, and nothing of others', async () => {
  await database.writer.deleteFrom('webhooks').execute()
  await bob.post('/pail/1/user/hooks', { url: receiver.url, events: ['repo:updated', 'repo:commit_comment_created'] })
  await happen('by ada')
  await village.work()
  assert.equal(receiver.taken().length, 0)
  await make({}, '/pail/1/user/hooks')
  await happen('by ada again')
  await village.work()
  assert.deepEqual(told(receiver.taken()), [['by ada again', '1']])
})

test('who may not read a repository any more hears nothing of it, whoever did it', async () => {
  await database.writer.deleteFrom('webhooks').execute()
  await make({ events: ['repo:updated'] }, '/pail/1/user/hooks')
  const owner = { permission: 'member' } as const
  await ada.put('/2.0/repositories/acme/vault', { description: 'still hers' })
  await village.work()
  assert.deepEqual(told(receiver.taken()), [['still hers', '1']])
  await ada.put('/2.0/repositories/acme/vault', { description: 'secret' })
  await database.writer.updateTable('memberships').set(owner).where('user_uuid', '=', village.users.ada.uuid).execute()
  await database.writer.deleteFrom('grants').where('grantee_uuid', '=', village.users.ada.uuid).execute()
  await village.work()
  assert.equal(receiver.taken().length, 0)
  await database.writer
    .updateTable('memberships')
    .set({ permission: 'owner' })
    .where('user_uuid', '=', village.users.ada.uuid)
    .execute()
})

test('a password in the address is sent as a header, and stands in no history', async () => {
  await ada.put(`${hooks}/${uid}`, { url: receiver.url.replace('//', '//bot:hid%3Aden@'), history_enabled: true })
  await happen('with a password')
  await village.work()
  const [call] = receiver.taken()
  assert.equal(call!.headers.authorization, `Basic ${Buffer.from('bot:hid:den').toString('base64')}`)
  const [{ id }] = await deliveries()
  const { body } = await ada.get(`/pail/1/repositories/acme/site/hooks/${uid}/deliveries/${id}`)
  assert.doesNotMatch(JSON.stringify(body), /hid|Basic|bot/)
})

test('a hook that is removed takes what waits with it', async () => {
  receiver.answers.push(500)
  await happen('left')
  await village.work()
  receiver.taken()
  assert.equal((await ada.delete(`${hooks}/${uid}`)).status, 204)
  await village.work()
  assert.equal(receiver.taken().length, 0)
  assert.deepEqual(await database.reader.selectFrom('webhook_deliveries').select('id').execute(), [])
})

test('a host that says nothing leaves room for others, and is asked by two hooks at a time', async () => {
  let [open, most] = [0, 0]
  const silent = await openReceiver()
  const hold = (response: { once(event: 'close', listener: () => void): unknown }) => {
    most = Math.max(most, ++open)
    response.once('close', () => open--)
  }
  silent.answers.push(...Array.from({ length: 50 }, () => hold))
  for (let count = 0; count < 8; count++) await make({ url: silent.url })
  await happen('all')
  const heard = new Promise<void>(resolve => receiver.answers.push(response => resolve(void response.end())))
  const working = village.work()
  await heard
  assert.ok(open <= 2)
  await working
  assert.equal(most, 2)
  await silent.close()
})
