import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openVillage } from '@pail/testkit'
import { jwtVerify } from 'jose'
import { hashOfRequest } from '../../../auth/jwt.ts'
import { now } from '../../../kernel/clock.ts'
import { startApp } from './testing.ts'

const village = await openVillage({ PAIL_OUTBOUND_ALLOW: '127.0.0.1' })
after(() => village.close())
const { ada, bob, eve, stranger } = village

const ALL = '/pail/1/workspaces/acme/addons'
const plain = (key: string, more: object = {}) => ({
  descriptor: { key, name: key, baseUrl: 'https://app.example.com', scopes: ['repository'], ...more },
})
const complaint = async (more: object) => {
  const { status, body } = await ada.post(ALL, plain('odd', more))
  return [status, Object.keys(body.error?.fields ?? {})[0]]
}

test('only owners of the workspace look after its apps', async () => {
  assert.equal((await ada.post(ALL, plain('theirs'))).status, 201)
  assert.equal((await stranger.get(ALL)).status, 401)
  assert.equal((await bob.get(ALL)).status, 403)
  assert.equal((await eve.post(ALL, plain('evil'))).status, 403)
  assert.equal((await bob.delete(`${ALL}/theirs`)).status, 403)
  assert.equal((await eve.get('/pail/1/workspaces/elsewhere/addons/theirs')).status, 404)
})

test('an app is given no scope that the credential of whoever installs it lacks', async () => {
  const narrow = await village.as('ada', ['account:write', 'repository'])
  const wide = await narrow.post(ALL, plain('wide', { scopes: ['repository:write'] }))
  assert.equal(wide.status, 400)
  assert.deepEqual(wide.body.error.fields, { scopes: ['your own credential lacks repository:write'] })
  assert.equal((await narrow.post(ALL, plain('all', { scopes: undefined }))).status, 400)
  assert.equal((await narrow.post(ALL, plain('narrow'))).status, 201)
})

test('a descriptor that says something else than a descriptor is refused', async () => {
  assert.deepEqual(await complaint({ key: 'a/b' }), [400, 'key'])
  assert.deepEqual(await complaint({ baseUrl: 'file:///etc' }), [400, 'baseUrl'])
  assert.deepEqual(await complaint({ baseUrl: 'https://app.example.com/?a=b' }), [400, 'baseUrl'])
  assert.deepEqual(await complaint({ scopes: ['everything'] }), [400, 'scopes'])
  assert.deepEqual(await complaint({ scopes: 'repository' }), [400, 'scopes'])
  assert.deepEqual(await complaint({ modules: [] }), [400, 'modules'])
  assert.deepEqual(await complaint({ modules: { linkers: [{ key: 'a' }, { key: 'a' }] } }), [400, 'modules.linkers'])
  assert.equal((await ada.post(ALL, {})).status, 400)
  assert.equal((await ada.post(ALL, { ...plain('both'), descriptor_url: 'https://app.example.com/' })).status, 400)
})

test('an app is told of its life at its own address only', async () => {
  const asked = (installed: unknown) => complaint({ lifecycle: { installed } })
  assert.deepEqual(await asked('https://evil.example.com/installed'), [400, 'lifecycle.installed'])
  assert.deepEqual(await asked('https://app.example.com.evil.example.com/'), [400, 'lifecycle.installed'])
  assert.deepEqual(await asked('//evil.example.com/installed'), [400, 'lifecycle.installed'])
  assert.deepEqual(await asked('/../installed'), [400, 'lifecycle.installed'])
  assert.deepEqual(await asked(7), [400, 'lifecycle.installed'])
})

test('a descriptor is not fetched from inside, and nothing inside is told of an installation', async () => {
  const inside = await ada.post(ALL, { descriptor_url: 'http://[::1]/descriptor.json?token=hidden' })
  assert.equal(inside.status, 400)
  assert.match(inside.body.error.fields.descriptor_url[0], /not on the public internet/)
  assert.ok(!JSON.stringify(inside.body).includes('hidden'))
  const lifecycle = { installed: '/latest/meta-data' }
  const told = await ada.post(ALL, plain('inside', { baseUrl: 'http://169.254.169.254', lifecycle }))
  assert.equal(told.status, 400)
  assert.equal((await ada.get(`${ALL}/inside`)).status, 404)
})

test('an app that does not take its secret is not installed', async () => {
  const app = await startApp('unwilling')
  app.answers = 500
  const { status, body } = await ada.post(ALL, { descriptor_url: app.url })
  assert.equal(status, 400)
  assert.deepEqual(body.error.fields, { 'lifecycle.installed': ['the app answered 500'] })
  assert.equal((await ada.get(`${ALL}/unwilling`)).status, 404)
  await app.close()
})

test('an app is in a workspace once', async () => {
  assert.equal((await ada.post(ALL, plain('once'))).status, 201)
  assert.equal((await ada.post(ALL, plain('once'))).status, 409)
})

test('an installed app is told who it is for, and nobody else learns its secret', async () => {
  const app = await startApp('willing')
  const { status, body, headers } = await ada.post(ALL, { descriptor_url: app.url })
  assert.equal(status, 201, JSON.stringify(body))
  const at = new URL(headers.get('location') ?? '').pathname
  const [said] = app.heard
  assert.equal(said?.path, '/app/installed')
  assert.equal(said?.authorization, undefined)
  const { sharedSecret, clientKey, principal, ...rest } = said!.body
  assert.match(sharedSecret, /^PAILCS_/)
  assert.equal(clientKey, body.client_key)
  assert.equal(principal.username, 'acme')
  assert.deepEqual(rest, {
    productType: 'bitbucket',
    eventType: 'installed',
    key: 'willing',
    baseUrl: 'http://pail.test',
    baseApiUrl: 'http://pail.test',
  })
  assert.equal(body.user.type, 'app_user')
  assert.equal(body.shared_secret, undefined)
  const row = await village.forge.database.reader
    .selectFrom('addons')
    .where('key', '=', 'willing')
    .selectAll()
    .execute()
  assert.ok(!JSON.stringify([row, await ada.get(at), await ada.get(ALL)]).includes(sharedSecret))
  await app.close()
})

test('an app that is taken out is told so with its secret, until it listens', async () => {
  const app = await startApp('leaving', { lifecycle: { installed: '/installed', uninstalled: '/uninstalled?a=b' } })
  const { body } = await ada.post(ALL, { descriptor_url: app.url })
  const { sharedSecret } = app.heard[0]!.body
  app.answers = 500
  assert.equal((await ada.delete(`${ALL}/leaving`)).status, 204)
  assert.equal((await ada.get(`${ALL}/leaving`)).status, 404)
  await village.work()
  app.answers = 204
  await village.forge.database.transact(tx => tx.updateTable('jobs').set({ run_after: now() }).execute())
  await village.work()
  await village.work()
  assert.equal(app.heard.length, 3)
  const said = app.heard[2]!
  assert.equal(said.path, '/app/uninstalled?a=b')
  assert.equal(said.body.eventType, 'uninstalled')
  assert.equal(said.body.sharedSecret, undefined)
  const { payload } = await jwtVerify(said.authorization!.replace('JWT ', ''), Buffer.from(sharedSecret))
  assert.equal(payload.iss, body.client_key)
  assert.equal(payload.qsh, hashOfRequest({ method: 'POST', path: '/uninstalled', query: new URLSearchParams('a=b') }))
  await app.close()
})

test('a workspace that goes takes its apps along, and they are told', async () => {
  const app = await startApp('along')
  await village.root.post('/pail/1/workspaces', { slug: 'brief', name: 'Brief' })
  const made = await village.root.post('/pail/1/workspaces/brief/addons', { descriptor_url: app.url })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  assert.equal((await village.root.delete('/pail/1/workspaces/brief')).status, 204)
  await village.work()
  assert.deepEqual(
    app.heard.map(one => one.body.eventType),
    ['installed', 'uninstalled'],
  )
  await app.close()
})

test('an app that is not called has its secret in the answer, and is in no list of people', async () => {
  const { body } = await ada.post(ALL, plain('quiet'))
  assert.match(body.shared_secret, /^PAILCS_/)
  assert.equal((await ada.get(`${ALL}/quiet`)).body.shared_secret, undefined)
  const people = JSON.stringify((await ada.get('/2.0/workspaces/acme/members?pagelen=100')).body)
  assert.ok(!people.includes(body.user.uuid))
})
