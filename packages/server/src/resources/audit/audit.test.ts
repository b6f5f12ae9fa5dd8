import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { caller, ORIGIN, openVillage } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, root, stranger, forge, acme, site, users } = village

const ALL = '/pail/1/audit'
const OF_ACME = '/pail/1/workspaces/acme/audit'
const PEOPLE = '/2.0/repositories/acme/site/permissions-config/users'

// biome-ignore lint/suspicious/noExplicitAny: a test says itself what it expects to find
type Json = any

const told = async (query: string, path = ALL, by = root): Promise<Json[]> =>
  (await by.get(`${path}?pagelen=100&${query}`)).body.values
const newest = async (): Promise<Json> => (await told(''))[0]

test('only administrators of the installation read all of the log, only owners that of a workspace', async () => {
  assert.equal((await stranger.get(ALL)).status, 401)
  assert.equal((await ada.get(ALL)).status, 403)
  assert.equal((await ada.get(`${ALL}/export`)).status, 403)
  assert.equal((await bob.get(OF_ACME)).status, 403)
  assert.equal((await bob.get(`${OF_ACME}/export`)).status, 403)
  assert.equal((await eve.get(OF_ACME)).status, 403)
  const { body } = await ada.post('/pail/1/workspaces/acme/access-tokens', { name: 'x', scopes: ['account'] })
  const token = caller(village.fetch, body.secret)
  assert.equal((await token.get(OF_ACME)).status, 401)
})

test('a field that the log does not know, and a time that is none, are refused', async () => {
  assert.equal((await root.get(`${ALL}?q=secret="x"`)).status, 400)
  assert.equal((await root.get(`${ALL}?from=yesterday`)).status, 400)
})

test('what was refused, or only read, is not in the log', async () => {
  const before = await newest()
  assert.equal((await bob.put(`${PEOPLE}/bob`, { permission: 'admin' })).status, 403)
  assert.equal((await ada.put(`${PEOPLE}/bob`, { permission: 'everything' })).status, 400)
  assert.equal((await ada.put(`${PEOPLE}/eve`, { permission: 'read' })).status, 400)
  assert.equal((await ada.get('/2.0/repositories/acme/site')).status, 200)
  assert.deepEqual(await newest(), before)
})

test('a change tells who made it, with what, on what, in which workspace and from where', async () => {
  const request = new Request(`${ORIGIN}${PEOPLE}/bob`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${await village.secret('ada')}`,
      'content-type': 'application/json',
      'user-agent': 'a client/1.0',
      'x-forwarded-for': '203.0.113.9',
    },
    body: JSON.stringify({ permission: 'read' }),
  })
  const fetch = village.fetch as (request: Request, beside: object) => Promise<Response>
  const answer = await fetch(request, { incoming: { socket: { remoteAddress: '::ffff:192.0.2.7' } } })
  assert.equal(answer.status, 200)
  const { id, created_on, credential, actor, ...rest } = await newest()
  assert.match(id, /^[0-9a-z]+$/)
  assert.ok(Date.parse(created_on) <= Date.now())
  assert.equal(actor.uuid, `{${users.ada.uuid}}`)
  assert.equal(credential.kind, 'api_token')
  assert.deepEqual(rest, {
    type: 'audit_record',
    operation: 'repositories.permissions.users.update',
    actor_name: 'Ada',
    workspace: { uuid: `{${acme.uuid}}` },
    subject: { uuid: `{${site.uuid}}` },
    made: { uuid: null },
    path: `${PEOPLE}/bob`,
    details: { permission: 'read' },
    address: '192.0.2.7',
    user_agent: 'a client/1.0',
  })
})

test('tokens are told by their ids, never by their secrets', async () => {
  const made = await ada.post('/pail/1/user/tokens', { name: 'told', scopes: ['account'] })
  const record = await newest()
  assert.equal(record.operation, 'users.tokens.own.create')
  assert.equal(record.made.uuid, made.body.uuid)
  assert.deepEqual(record.details, { name: 'told', scopes: ['account'] })
  await ada.delete(`/pail/1/user/tokens/${encodeURIComponent(made.body.uuid)}`)
  assert.match((await newest()).path, new RegExp(made.body.uuid.slice(1, -1)))
  const rows = await forge.database.reader.selectFrom('audit_records').selectAll().execute()
  assert.ok(!JSON.stringify(rows).includes(made.body.secret))
})

test('of the value of a variable only that there was one is told', async () => {
  const secret = 'hunter2hunter2'
  await ada.post('/2.0/repositories/acme/site/pipelines_config/variables', {
    key: 'PASS',
    value: secret,
    secured: true,
  })
  const record = await newest()
  assert.deepEqual(record.details, { key: 'PASS', value: '…', secured: true })
})

test('work that opens its own transaction is told in it', async () => {
  assert.equal((await ada.post('/2.0/repositories/acme/told', { is_private: true })).status, 200)
  assert.equal((await newest()).operation, 'repositories.create')
  assert.equal((await ada.put('/2.0/repositories/acme/told', { description: 'New' })).status, 200)
  const { operation, details, workspace } = await newest()
  assert.deepEqual(
    [operation, details, workspace.uuid],
    ['repositories.update', { description: 'New' }, `{${acme.uuid}}`],
  )
  const before = await newest()
  assert.equal((await ada.put('/2.0/repositories/acme/told', { name: 'site' })).status, 400)
  assert.deepEqual(await newest(), before)
})

test('what people work on is not in the log', async () => {
  const before = await newest()
  const form = new FormData()
  form.set('a.txt', 'a')
  assert.equal((await ada.post('/2.0/repositories/acme/told/src', form)).status, 201)
  assert.deepEqual(await newest(), before)
})

test('a workspace’s log tells only what was done in it, also after it is gone', async () => {
  await eve.put('/pail/1/workspaces/elsewhere', { name: 'Nowhere' })
  const records = await told('', OF_ACME, ada)
  assert.ok(records.length > 0)
  assert.ok(records.every(one => one.workspace.uuid === `{${acme.uuid}}`))
  const own = await told('q=operation="workspaces.update"', '/pail/1/workspaces/elsewhere/audit', eve)
  assert.equal(own.length, 1)
  assert.equal((await eve.delete('/pail/1/workspaces/elsewhere')).status, 204)
  assert.equal((await told(`q=workspace.uuid="${own[0].workspace.uuid}"`)).length, 2)
})

test('the log is filtered by what was done, by whom and when', async () => {
  const byAda = await told(`q=${encodeURIComponent(`actor.uuid = "{${users.ada.uuid}}" AND operation ~ "tokens"`)}`)
  assert.ok(byAda.length > 0 && byAda.every(one => one.operation.includes('okens') && one.actor_name === 'Ada'))
  assert.deepEqual(await told('until=2020-01-01'), [])
  assert.deepEqual(await told('from=2100-01-01'), [])
  const [last, , earlier] = await told('')
  const from = encodeURIComponent(earlier.created_on)
  const until = encodeURIComponent(last.created_on)
  const between = await told(`from=${from}&until=${until}`)
  assert.ok(between.every(one => one.created_on >= earlier.created_on && one.created_on < last.created_on))
})

test('an export has the same records as lines of JSON, the oldest first', async () => {
  const { headers, body } = await root.get(`${ALL}/export`)
  assert.equal(headers.get('content-type'), 'application/x-ndjson')
  const lines = (body as string)
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  const listed = await told('')
  assert.deepEqual(
    lines.map(line => line.id),
    listed.map(one => one.id).reverse(),
  )
  const { body: part } = await ada.get(`${OF_ACME}/export?q=operation="repositories.create"`)
  assert.equal(part.trim().split('\n').length, 1)
  assert.equal((await root.get(`${ALL}/export?from=2100-01-01`)).body, '')
})

test('nothing that was written is changed or taken away', async () => {
  const { writer } = forge.database
  await assert.rejects(writer.updateTable('audit_records').set({ path: '/' }).execute(), /only ever added/)
  await assert.rejects(writer.deleteFrom('audit_records').execute(), /only ever added/)
})
