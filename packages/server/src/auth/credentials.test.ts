import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { caller, openVillage } from '@pail/testkit'
import { writeUses } from './last-use.ts'

const village = await openVillage()
after(() => village.close())
const { ada, root, stranger, forge } = village
const VAULT = '/2.0/repositories/acme/vault'

test('a token whose end has passed, or is no date, is not made', async () => {
  const asked = async (expires_on: unknown) =>
    (await ada.post('/pail/1/user/tokens', { name: 'x', scopes: ['account'], expires_on })).status
  assert.deepEqual(await Promise.all(['yesterday', '2020-01-01', '2030-13-01', 7].map(asked)), [400, 400, 400, 400])
})

test('a token is refused from the moment at which it ends', async () => {
  const expires_on = new Date(Date.now() + 400).toISOString()
  const { body } = await ada.post('/pail/1/user/tokens', { name: 'brief', scopes: ['account'], expires_on })
  const brief = caller(village.fetch, body.secret)
  assert.equal((await brief.get('/2.0/user')).status, 200)
  await new Promise(resolve => setTimeout(resolve, 500))
  const { status, body: refusal, headers } = await brief.get('/2.0/user')
  assert.equal(status, 401)
  assert.equal(refusal.error.message, 'Token is invalid, expired, or not supported for this endpoint.')
  assert.equal(headers.get('www-authenticate'), 'Basic realm="Pail"')
  assert.equal((await brief.get('/2.0/repositories/acme/site')).status, 401)
})

test('a suspended account is refused with every token, and let in again with the same', async () => {
  const bob = await village.as('bob', ['*'])
  await root.put('/pail/1/users/bob', { status: 'suspended' })
  assert.equal((await bob.get('/2.0/user')).status, 401)
  assert.equal((await bob.get('/2.0/repositories/acme/site')).status, 401)
  await root.put('/pail/1/users/bob', { status: 'active' })
  assert.equal((await bob.get('/2.0/user')).status, 200)
})

test('an answer tells what the credential is, what it was given and what was needed', async () => {
  const token = await village.as('ada', ['repository', 'pullrequest:write', 'webhook'])
  const { headers } = await token.get(VAULT)
  assert.equal(headers.get('x-oauth-scopes'), 'pullrequest:write, webhook')
  assert.equal(headers.get('x-accepted-oauth-scopes'), 'repository')
  assert.equal(headers.get('x-credential-type'), 'api_token')
  const granular = await village.as('ada', ['read:repository:bitbucket'])
  assert.equal((await granular.get(VAULT)).headers.get('x-accepted-oauth-scopes'), 'read:repository:bitbucket')
})

test('a refusal tells the same, and in its body what was required and granted', async () => {
  const token = await village.as('ada', ['account:write', 'account'])
  const { status, body, headers } = await token.get(VAULT)
  assert.equal(status, 403)
  assert.deepEqual(body, {
    type: 'error',
    error: {
      message: 'Your credentials lack one or more required privilege scopes.',
      detail: { required: ['repository'], granted: ['account:write'] },
    },
  })
  assert.equal(headers.get('x-oauth-scopes'), 'account:write')
  assert.equal(headers.get('x-accepted-oauth-scopes'), 'repository')
})

test('nobody in particular is told what is needed, and of no credential', async () => {
  const { headers } = await stranger.get('/2.0/repositories/acme/site')
  assert.equal(headers.get('x-accepted-oauth-scopes'), 'repository')
  assert.equal(headers.get('x-credential-type'), null)
  assert.equal(headers.get('x-oauth-scopes'), null)
})

test('an app password says so', async () => {
  const { body } = await ada.post('/pail/1/user/tokens', { name: 'old', kind: 'app_password', scopes: ['account'] })
  const authorization = `Basic ${Buffer.from(`ada:${body.secret}`).toString('base64')}`
  const { status, headers } = await stranger.get('/2.0/user', { headers: { authorization } })
  assert.deepEqual([status, headers.get('x-credential-type')], [200, 'apppassword'])
})

test('the last use of a token is written down later, not by the request', async () => {
  const { body } = await ada.post('/pail/1/user/tokens', { name: 'used', scopes: ['account'] })
  const at = `/pail/1/user/tokens/${encodeURIComponent(body.uuid)}`
  const before = Date.now()
  assert.equal((await caller(village.fetch, body.secret).get('/2.0/user')).status, 200)
  assert.equal((await ada.get(at)).body.last_used_on, null)
  await writeUses.run(forge)
  const first = Date.parse((await ada.get(at)).body.last_used_on)
  assert.ok(first >= before && first <= Date.now())
  await caller(village.fetch, body.secret).get('/2.0/user')
  await writeUses.run(forge)
  assert.ok(Date.parse((await ada.get(at)).body.last_used_on) >= first)
})

test('the last use of a token that is gone is forgotten', async () => {
  const { body } = await ada.post('/pail/1/user/tokens', { name: 'gone', scopes: ['account'] })
  await caller(village.fetch, body.secret).get('/2.0/user')
  await ada.delete(`/pail/1/user/tokens/${encodeURIComponent(body.uuid)}`)
  await writeUses.run(forge)
  const uuid = body.uuid.slice(1, -1)
  const rows = await forge.database.reader.selectFrom('token_uses').where('token_uuid', '=', uuid).selectAll().execute()
  assert.deepEqual(rows, [])
})

test('a token that is revoked while the body of its request comes does nothing', async () => {
  const { body } = await ada.post('/pail/1/user/tokens', { name: 'slow', scopes: ['*'] })
  const parts = new TransformStream<Uint8Array, Uint8Array>()
  const writer = parts.writable.getWriter()
  const answering = village.fetch(
    new Request('http://pail.test/2.0/repositories/acme/site', {
      method: 'PUT',
      headers: { authorization: `Bearer ${body.secret}`, 'content-type': 'application/json' },
      body: parts.readable,
      duplex: 'half',
    } as RequestInit),
  )
  void writer.write(Buffer.from('{"description": '))
  await new Promise(resolve => setTimeout(resolve, 150))
  assert.equal((await ada.delete(`/pail/1/user/tokens/${encodeURIComponent(body.uuid)}`)).status, 204)
  void writer.write(Buffer.from('"too late"}'))
  void writer.close()
  assert.equal((await answering).status, 401)
  assert.notEqual((await ada.get('/2.0/repositories/acme/site')).body.description, 'too late')
})
