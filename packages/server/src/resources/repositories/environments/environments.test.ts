import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'

const village = await openVillage()
after(() => village.close())
const { ada, bob, eve, stranger } = village

const AT = '/2.0/repositories/acme/site/environments'
const HIDDEN = '/2.0/repositories/acme/vault/environments'
const names = async (at = AT) =>
  (await ada.get(at)).body.values.map((environment: { name: string }) => environment.name)
const add = async (name: string, type = 'Test') => (await ada.post(AT, { name, environment_type: { name: type } })).body

test('nobody in particular adds an environment, and a writer does not either', async () => {
  const body = { name: 'Nowhere', environment_type: { name: 'Test' } }
  assert.equal((await stranger.post(AT, body)).status, 401)
  assert.equal((await bob.post(AT, body)).status, 403)
  assert.deepEqual(await names(), ['Test', 'Staging', 'Production'])
})

test('the environments of a private repository are as hidden as the repository', async () => {
  assert.equal((await bob.get(HIDDEN)).status, 200)
  const [hidden, missing] = await Promise.all([eve.get(HIDDEN), eve.get('/2.0/repositories/acme/nothing/environments')])
  assert.equal(hidden.status, 404)
  assert.deepEqual(hidden.body, missing.body)
})

test('an environment is not found through another repository', async () => {
  const { uuid } = (await ada.get(AT)).body.values[0]
  assert.equal((await ada.get(`${HIDDEN}/${uuid}`)).status, 404)
  assert.equal((await ada.delete(`${HIDDEN}/${uuid}`)).status, 404)
  assert.equal((await ada.get(`${AT}/test`)).status, 404)
})

test('an environment has a name and one of three types', async () => {
  const { status, body } = await ada.post(AT, { environment_type: { name: 'test' } })
  assert.equal(status, 400)
  assert.deepEqual(Object.keys(body.error.fields).sort(), ['environment_type.name', 'name'])
  assert.equal((await ada.post(AT, { name: '…', environment_type: { name: 'Test' } })).status, 400)
})

test('a name is taken once in a repository, also when it comes by renaming', async () => {
  assert.equal((await ada.post(AT, { name: 'production', environment_type: { name: 'Test' } })).status, 409)
  const { uuid } = await add('Rehearsal')
  const change = { name: 'Staging' }
  assert.equal((await ada.post(`${AT}/${uuid}/changes`, { change })).status, 409)
  assert.equal((await ada.delete(`${AT}/${uuid}`)).status, 204)
})

test('classic reading is scope enough for writing, another scope is not', async () => {
  const reader = await village.as('ada', ['pipeline'])
  const other = await village.as('ada', ['repository:admin'])
  const body = { name: 'Scoped', environment_type: { name: 'Test' } }
  assert.deepEqual((await other.post(AT, body)).body.error.detail.required, ['pipeline'])
  const { status, body: made } = await reader.post(AT, body)
  assert.equal(status, 201)
  assert.equal((await reader.delete(`${AT}/${made.uuid}`)).status, 204)
})

test('a new repository has Test, Staging and Production, in full', async () => {
  const { body } = await stranger.get(AT)
  assert.deepEqual({ ...body, values: body.values.length }, { page: 1, pagelen: 100, size: 3, values: 3 })
  const [, , production] = body.values
  assert.match(production.uuid, /^\{[0-9a-f-]{36}\}$/)
  assert.deepEqual(production, {
    type: 'deployment_environment',
    uuid: production.uuid,
    name: 'Production',
    slug: 'production',
    environment_type: { type: 'deployment_environment_type', name: 'Production', rank: 2 },
    rank: 0,
    hidden: false,
    environment_lock_enabled: true,
    lock: { type: 'deployment_environment_lock_open', name: 'OPEN' },
    deployment_gate_enabled: false,
    restrictions: { type: 'deployment_restrictions_configuration', admin_only: false },
    category: { name: 'Production' },
  })
})

test('a new environment stands behind those of its type', async () => {
  const { status, headers, body } = await ada.post(AT, {
    name: 'Europe West',
    environment_type: { name: 'Staging' },
    restrictions: { admin_only: true },
    uuid: '{00000000-0000-0000-0000-000000000000}',
  })
  assert.equal(status, 201)
  assert.deepEqual([body.slug, body.rank, body.restrictions.admin_only], ['europe-west', 1, true])
  assert.notEqual(body.uuid, '{00000000-0000-0000-0000-000000000000}')
  assert.equal(decodeURIComponent(headers.get('location') ?? ''), `http://pail.test${AT}/${body.uuid}`)
  assert.deepEqual(await names(), ['Test', 'Staging', 'Europe West', 'Production'])
  assert.equal((await ada.delete(`${AT}/${body.uuid}`)).status, 204)
})

test('braces raw, encoded or left out name the same environment', async () => {
  const { uuid } = (await ada.get(AT)).body.values[0]
  const bare = uuid.slice(1, -1)
  const found = await Promise.all([`{${bare}}`, `%7B${bare}%7D`, bare].map(id => ada.get(`${AT}/${id}`)))
  assert.deepEqual(
    found.map(({ body }) => body.name),
    ['Test', 'Test', 'Test'],
  )
})

test('a change is accepted without a body and leaves what it does not name', async () => {
  const { uuid } = await add('Before')
  const { status, body } = await ada.post(`${AT}/${uuid}/changes`, {
    change: { name: 'After', restrictions: { admin_only: true } },
  })
  assert.deepEqual([status, body], [202, ''])
  assert.equal((await ada.post(`${AT}/${uuid}/changes`, { change: { hidden: true } })).status, 202)
  const { name, slug, hidden, restrictions } = (await ada.get(`${AT}/${uuid}`)).body
  assert.deepEqual([name, slug, hidden, restrictions.admin_only], ['After', 'after', true, true])
  assert.equal((await bob.post(`${AT}/${uuid}/changes`, { change: {} })).status, 403)
  assert.equal((await ada.post(`${AT}/${uuid}/changes`, { name: 'Outside' })).status, 400)
  assert.equal((await ada.delete(`${AT}/${uuid}`)).status, 204)
})

test('a removed environment is not found', async () => {
  const { uuid } = await add('Brief')
  assert.equal((await bob.delete(`${AT}/${uuid}`)).status, 403)
  assert.equal((await ada.delete(`${AT}/${uuid}`)).status, 204)
  assert.equal((await ada.delete(`${AT}/${uuid}`)).status, 404)
  assert.equal((await ada.get(`${AT}/${uuid}`)).status, 404)
})
