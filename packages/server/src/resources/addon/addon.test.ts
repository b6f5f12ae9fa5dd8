import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { installQuiet, signing, startApp } from '../workspaces/addons/testing.ts'

const village = await openVillage({ PAIL_OUTBOUND_ALLOW: '127.0.0.1' })
after(() => village.close())
const { ada, eve, stranger } = village

const ADDON = '/2.0/addon'
const VALUES = '/2.0/addon/linkers/tickets/values'
const about = (key: string, more: object = {}) => ({
  key,
  name: 'Robot',
  baseUrl: 'https://robot.example.com',
  scopes: ['repository:write', 'webhook'],
  modules: { linkers: [{ key: 'tickets', name: { value: 'Tickets' } }, { key: 'notes' }] },
  ...more,
})
const open = async (key: string, more: object = {}) => signing(stranger, await installQuiet(ada, about(key, more)))
const shown = async (key: string) => (await ada.get(`/pail/1/workspaces/acme/addons/${key}`)).body

test('only an app has an installation', async () => {
  assert.equal((await stranger.put(ADDON, {})).status, 401)
  assert.equal((await ada.put(ADDON, {})).status, 403)
  assert.equal((await ada.delete(ADDON)).status, 403)
  const { status, body } = await ada.get('/2.0/addon/linkers')
  assert.deepEqual([status, body.error.message], [401, 'Authentication must use app JWT'])
  assert.equal((await ada.post(VALUES, { value: 'A' })).status, 401)
})

test('a new descriptor neither widens the scopes nor takes them all', async () => {
  const robot = await open('steady')
  const asked = async (more: object) => (await robot.put(ADDON, { descriptor: about('steady', more) })).status
  assert.equal(await asked({ scopes: ['repository:admin'] }), 400)
  assert.equal(await asked({ scopes: undefined }), 400)
  assert.equal(await asked({ scopes: [] }), 400)
  assert.equal(await asked({ key: 'other' }), 400)
  assert.equal((await robot.put(ADDON, {})).status, 400)
  assert.deepEqual((await shown('steady')).scopes, ['repository:write', 'webhook'])
})

test('an app describes itself anew, and may do less from then on', async () => {
  const robot = await open('changing')
  const next = about('changing', { name: 'Changed', scopes: ['webhook'] })
  assert.equal((await robot.put(ADDON, { descriptor: next })).status, 204)
  const { name, scopes, user } = await shown('changing')
  assert.deepEqual([name, scopes, user.display_name], ['Changed', ['webhook'], 'Changed'])
  assert.equal((await robot.get('/2.0/repositories/acme/vault')).status, 403)
})

test('an app that was fetched is fetched again, or from somewhere else', async () => {
  const app = await startApp('fetched')
  assert.equal((await ada.post('/pail/1/workspaces/acme/addons', { descriptor_url: app.url })).status, 201)
  const { clientKey, sharedSecret } = app.heard[0]!.body
  const robot = signing(stranger, { key: 'fetched', clientKey, secret: sharedSecret })
  app.descriptor = { ...app.descriptor, name: 'Second' }
  assert.equal((await robot.put(ADDON, {})).status, 204)
  assert.equal((await shown('fetched')).name, 'Second')
  assert.equal((await robot.put(ADDON, { descriptor_url: `${app.url}?v=3` })).status, 204)
  assert.equal((await shown('fetched')).descriptor_url, `${app.url}?v=3`)
  assert.equal((await robot.put(ADDON, { descriptor_url: 'http://10.0.0.1/' })).status, 400)
  await app.close()
})

test('an app that deletes itself is gone', async () => {
  const robot = await open('brief')
  assert.equal((await robot.delete(ADDON)).status, 204)
  assert.equal((await robot.delete(ADDON)).status, 401)
  assert.equal((await ada.get('/pail/1/workspaces/acme/addons/brief')).status, 404)
})

test('what an app does to its installation is in the audit log', async () => {
  const robot = await open('watched')
  await robot.put(ADDON, { descriptor: about('watched') })
  const { body } = await ada.get('/pail/1/workspaces/acme/audit?pagelen=5')
  assert.ok(JSON.stringify(body).includes('addon.update'), JSON.stringify(body))
})

test('a linker that the descriptor does not name is not there', async () => {
  const robot = await open('linked')
  assert.equal((await robot.get('/2.0/addon/linkers/none')).status, 404)
  assert.equal((await robot.post('/2.0/addon/linkers/none/values', { value: 'A' })).status, 404)
  const { values, size } = (await robot.get('/2.0/addon/linkers')).body
  assert.deepEqual([size, values.map((one: { key: string }) => one.key)], [2, ['tickets', 'notes']])
  assert.equal((await robot.get('/2.0/addon/linkers/tickets')).body.name, 'Tickets')
})

test('a value is one word, and a linker has it once', async () => {
  const robot = await open('valued')
  assert.equal((await robot.post(VALUES, { value: 'two words' })).status, 400)
  assert.equal((await robot.post(VALUES, {})).status, 400)
  assert.equal((await robot.put(VALUES, { values: ['a/b'] })).status, 400)
  assert.equal((await robot.post(VALUES, { value: 'PAIL' })).status, 201)
  assert.equal((await robot.post(VALUES, { value: 'PAIL' })).status, 409)
  assert.equal((await robot.post('/2.0/addon/linkers/notes/values', { value: 'PAIL' })).status, 201)
})

test('values are given, replaced and taken', async () => {
  const robot = await open('full')
  const { body, headers } = await robot.post(VALUES, { value: 'A' })
  const at = new URL(headers.get('location') ?? '').pathname
  assert.deepEqual((await robot.get(at)).body, body)
  assert.equal((await robot.put(VALUES, { values: ['B', { value: 'A' }] })).status, 204)
  const { values } = (await robot.get(VALUES)).body
  assert.deepEqual(
    values.map((one: { value: string }) => one.value),
    ['A', 'B'],
  )
  assert.equal(values[0].id, body.id)
  assert.equal((await robot.delete(at)).status, 204)
  assert.equal((await robot.get(at)).status, 404)
  assert.equal((await robot.delete(VALUES)).status, 204)
  assert.equal((await robot.get(VALUES)).body.size, 0)
})

test('the value of another app is not found', async () => {
  const [one, other] = [await open('mine'), await open('yours')]
  const { id } = (await one.post(VALUES, { value: 'A' })).body
  assert.equal((await other.get(`${VALUES}/${id}`)).status, 404)
  assert.equal((await other.delete(`${VALUES}/${id}`)).status, 404)
  assert.equal((await one.get(`${VALUES}/x`)).status, 404)
})

test('who owns the workspace of an app is told its client key, and nobody else', async () => {
  await open('linkable')
  const { client_key } = await shown('linkable')
  const at = '/2.0/addon/linkable/client-key'
  assert.deepEqual((await ada.get(at)).body, { client_key })
  assert.equal((await eve.get(at)).status, 404)
  assert.equal((await village.bob.get(at)).status, 404)
  assert.equal((await ada.get('/2.0/addon/none/client-key')).status, 404)
  assert.equal((await stranger.get(at)).status, 401)
})
