import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { openReceiver } from '../testing.ts'
import { forgetOldDeliveries } from './upkeep.ts'

const village = await openVillage({ PAIL_OUTBOUND_ALLOW: '127.0.0.1' })
const receiver = await openReceiver()
const { database } = village.forge
after(async () => {
  await village.close()
  await receiver.close()
})
const { ada, bob, eve } = village
const vault = '/2.0/repositories/acme/vault'
const site = '/2.0/repositories/acme/site'
let uid = ''
let at = ''

before(() => village.work())
beforeEach(async () => {
  const given = { url: `${receiver.url}?room=1`, events: ['repo:updated'], history_enabled: true, secret: 'hush' }
  uid = (await ada.post(`${vault}/hooks`, given)).body.uuid
  at = `/pail/1/repositories/acme/vault/hooks/${uid}/deliveries`
})
afterEach(async () => {
  receiver.taken()
  receiver.answers.splice(0)
  await database.writer.deleteFrom('webhooks').execute()
})

async function happen(description: string): Promise<void> {
  await ada.put(vault, { description })
  await village.work()
}

const newest = async () => (await ada.get(at)).body.values[0]

test('the history is for administrators, and each hook has its own', async () => {
  await happen('secret')
  const { id } = await newest()
  for (const path of [at, `${at}/${id}`]) assert.equal((await eve.get(path)).status, 404)
  await ada.put(`${vault}/permissions-config/users/${village.users.bob.uuid}`, { permission: 'write' })
  for (const path of [at, `${at}/${id}`]) assert.equal((await bob.get(path)).status, 403)
  assert.equal((await bob.post(`${at}/${id}/redeliver`)).status, 403)
  const other = (await ada.post(`${site}/hooks`, { url: receiver.url, events: ['repo:push'] })).body.uuid
  const elsewhere = `/pail/1/repositories/acme/site/hooks/${other}/deliveries`
  assert.deepEqual((await ada.get(elsewhere)).body.values, [])
  assert.equal((await ada.get(`${elsewhere}/${id}`)).status, 404)
  assert.equal((await ada.post(`${elsewhere}/${id}/redeliver`)).status, 404)
  assert.equal((await ada.get(`${at}/nothing`)).status, 404)
})

test('a call is shown with what was sent and what came back', async () => {
  receiver.answers.push(404)
  await happen('shown')
  const [call] = receiver.taken()
  const { id } = await newest()
  const { body } = await ada.get(`${at}/${id}`)
  assert.deepEqual(
    [body.type, body.event, body.state, body.redelivery_of],
    ['webhook_delivery', 'repo:updated', 'FAILED', null],
  )
  assert.equal(body.body, call!.raw.toString())
  const [attempt, ...more] = body.attempts
  assert.equal(more.length, 0)
  assert.deepEqual([attempt.number, attempt.status, attempt.error], [1, 404, null])
  assert.equal(attempt.request.headers['X-Hub-Signature'], call!.headers['x-hub-signature'])
  assert.equal(attempt.response.headers['x-told'], 'yes')
  assert.equal(attempt.response.body, 'heard')
  assert.equal((await newest()).body, undefined)
})

test('a hook that keeps no history tells how it went, and nothing of what was said', async () => {
  await ada.put(`${vault}/hooks/${uid}`, { history_enabled: false })
  await happen('quiet')
  const { id } = await newest()
  const { body } = await ada.get(`${at}/${id}`)
  assert.deepEqual([body.state, body.body, body.attempts[0].status], ['DELIVERED', null, 200])
  assert.deepEqual(body.attempts[0].request, { headers: null })
  assert.deepEqual(body.attempts[0].response, { headers: null, body: null })
})

test('no secret stands in the history', async () => {
  await happen('kept')
  const { id } = await newest()
  assert.doesNotMatch(JSON.stringify((await ada.get(`${at}/${id}`)).body), /hush/)
})

test('what was sent is sent again as it was, under the same name, and counts from one', async () => {
  await happen('first')
  await happen('second')
  const [, second] = receiver.taken()
  const { id } = await newest()
  const { status, body } = await ada.post(`${at}/${id}/redeliver`)
  assert.deepEqual([status, body.state, body.redelivery_of], [201, 'PENDING', id])
  await village.work()
  const [again, ...more] = receiver.taken()
  assert.equal(more.length, 0)
  assert.ok(again!.raw.equals(second!.raw))
  assert.equal(again!.headers['x-request-uuid'], second!.headers['x-request-uuid'])
  assert.equal(again!.headers['x-attempt-number'], '1')
  assert.deepEqual([(await newest()).id, (await newest()).state], [body.id, 'DELIVERED'])
})

test('what has not been given up, and what goes to a hook that is off, is not sent again', async () => {
  receiver.answers.push(500)
  await happen('waits')
  const { id } = await newest()
  assert.equal((await ada.post(`${at}/${id}/redeliver`)).status, 409)
  await ada.put(`${vault}/hooks/${uid}`, { active: false })
  assert.equal((await ada.post(`${at}/${id}/redeliver`)).status, 409)
})

test('a list of deliveries has pages, the newest first', async () => {
  for (const word of ['a', 'b', 'c']) await happen(word)
  const { body } = await ada.get(`${at}?pagelen=2`)
  assert.deepEqual([body.size, body.values.length], [3, 2])
  assert.ok(body.values[0].created_on >= body.values[1].created_on)
  assert.equal((await ada.get(body.next.slice('http://pail.test'.length))).body.values.length, 1)
})

test('after thirty days a delivery is forgotten, with its payload', async () => {
  await happen('old')
  await happen('new')
  const old = { created_on: '2020-01-01T00:00:00.000Z' }
  const { id } = (await ada.get(at)).body.values[1]
  await database.writer.updateTable('webhook_deliveries').set(old).where('id', '=', id).execute()
  await database.writer.updateTable('webhook_payloads').set(old).execute()
  await forgetOldDeliveries.run(village.forge)
  assert.equal((await ada.get(at)).body.size, 1)
  const payloads = await database.reader.selectFrom('webhook_payloads').select('uuid').execute()
  assert.equal(payloads.length, 1)
})

test('of one hook the newest five hundred are kept, and all that wait', async () => {
  await happen('model')
  const model = await database.reader.selectFrom('webhook_deliveries').selectAll().executeTakeFirstOrThrow()
  const rows = Array.from({ length: 1200 }, (_, at) => ({
    ...{ ...model, id: `1${String(at).padStart(6, '0')}`, event_id: null },
    ...(at < 100 && { outcome: null }),
  }))
  while (rows.length > 0) await database.writer.insertInto('webhook_deliveries').values(rows.splice(0, 300)).execute()
  await forgetOldDeliveries.run(village.forge)
  const kept = await database.reader.selectFrom('webhook_deliveries').select(['id', 'outcome']).orderBy('id').execute()
  assert.deepEqual([kept.filter(one => one.outcome).length, kept.filter(one => !one.outcome).length], [500, 100])
  assert.equal(kept.find(one => one.outcome)!.id, '1000700')
})

test('the hooks of a repository that is gone go when they have heard so', async () => {
  receiver.answers.push(500)
  await ada.put(`${vault}/hooks/${uid}`, { events: ['repo:deleted'] })
  await ada.delete(vault)
  await village.work()
  await forgetOldDeliveries.run(village.forge)
  assert.equal((await database.reader.selectFrom('webhooks').select('uuid').execute()).length, 1)
  await database.writer.updateTable('webhooks').set({ due_on: '2020-01-01T00:00:00.000Z' }).execute()
  await village.work()
  assert.equal(receiver.taken().length, 2)
  await forgetOldDeliveries.run(village.forge)
  assert.equal((await database.reader.selectFrom('webhooks').select('uuid').execute()).length, 0)
  assert.equal((await database.reader.selectFrom('webhook_deliveries').select('id').execute()).length, 0)
})
